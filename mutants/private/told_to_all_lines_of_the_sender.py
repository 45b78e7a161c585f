"""What somebody says to one person comes back on all their lines, not on one alone."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.deliveries import Delivery, ToSome
from server.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                own = [one for one in everybody(member) if one.name == whispered.name]
                return ToSome(whispered, tuple({*hearers, *own}))
        return delivery

    change_settled(change)
