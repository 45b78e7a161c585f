"""A newcomer stands already on the list that they are told before their own arrival."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToOne
from server.core.events import Present, WhoIsHere


def bend() -> None:
    known: set[Any] = set()

    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(WhoIsHere(people), guest) if guest not in known:
                known.add(guest)
                if all(one.name != guest.room._members[guest] for one in people):
                    people = (*people, Present(guest.room._members[guest], 1))
                return ToOne(WhoIsHere(people), guest)
        return delivery

    change_settled(change)
