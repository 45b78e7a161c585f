"""The answer to a repetition bears another id than the message did."""

from dataclasses import replace
from typing import Any

from mutants.settling import change_settled
from server.core.clock import microseconds
from server.core.effects import Delivery, ToOne
from server.core.events import Said, Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Said() | Whispered() as first, guest):
                return ToOne(replace(first, place=microseconds()), guest)
        return delivery

    change_settled(change)
