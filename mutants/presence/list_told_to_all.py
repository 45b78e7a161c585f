"""When somebody asks who is here, the whole room is told."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import WhoIsHere


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(WhoIsHere() as people, guest):
                return ToSome(people, everybody(guest))
        return delivery

    change_settled(change)
