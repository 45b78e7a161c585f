"""What somebody says to one person comes back on all their lines, not on one alone."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                own = [one for one in everybody(member) if one.name == whispered.name]
                return ToSome(whispered, tuple({*hearers, *own}))
        return delivery

    change_settled(change)
