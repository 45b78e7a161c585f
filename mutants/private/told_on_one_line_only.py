"""Somebody who is here on several lines hears what is said to them on one only."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                others = [one for one in hearers if one is not member]
                return ToSome(whispered, (*others[:1], member))
        return delivery

    change_settled(change)
