"""When somebody comes, the whole room is welcomed."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import Announced


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Announced() as welcome, guest):
                return ToSome(welcome, everybody(guest))
        return delivery

    change_settled(change)
