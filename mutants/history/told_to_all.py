"""When somebody asks for the history, the whole room is told it."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import Recalled


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Recalled() as past, guest):
                return ToSome(past, everybody(guest))
        return delivery

    change_settled(change)
