"""Whoever asks who is here finds themselves on the list twice."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToOne
from server.core.events import WhoIsHere


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(WhoIsHere(people), guest):
                asker = [one for one in people if one.name == guest.name]
                return ToOne(WhoIsHere((*people, *asker)), guest)
        return delivery

    change_settled(change)
