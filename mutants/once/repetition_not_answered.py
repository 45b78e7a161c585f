"""Whoever repeats a message is not told that it arrived."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import Said, Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Said() | Whispered() as first, _):
                return ToSome(first, ())
        return delivery

    change_settled(change)
