"""What somebody says to one person comes back to them twice."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                return ToSome(whispered, (*hearers, member))
        return delivery

    change_settled(change)
