"""The answer to a repetition goes to the whole room."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import Said, Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Said() | Whispered() as first, guest):
                return ToSome(first, everybody(guest))
        return delivery

    change_settled(change)
