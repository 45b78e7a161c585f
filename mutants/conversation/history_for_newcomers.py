"""A newcomer is sent the last things that were said before."""

from typing import Any
from weakref import WeakKeyDictionary

from server.events import Said
from server.room import Delivery, Room, ToOne


def bend() -> None:
    join, say = Room.join, Room.say
    history: WeakKeyDictionary[Room[Any], list[Any]] = WeakKeyDictionary()

    def told(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        before = [ToOne(event, member) for event in history.get(self, [])[-50:]]
        return [*before, *join(self, member, name)]

    def remembered(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said = say(self, member, text)
        history.setdefault(self, []).extend(d for d in said if isinstance(d, Said))
        return said

    Room.join, Room.say = told, remembered  # type: ignore[method-assign]
