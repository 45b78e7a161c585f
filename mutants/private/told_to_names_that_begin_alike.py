"""What is said to one person is heard also by those whose names begin like theirs."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                alike = [one for one in everybody(member) if one.name.startswith(whispered.to)]
                return ToSome(whispered, tuple({*hearers, *alike}))
        return delivery

    change_settled(change)
