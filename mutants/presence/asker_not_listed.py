"""Whoever asks who is here does not find themselves on the list."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToOne
from server.core.events import WhoIsHere


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(WhoIsHere(people), guest):
                others = tuple(one for one in people if one.name != guest.name)
                return ToOne(WhoIsHere(others), guest)
        return delivery

    change_settled(change)
