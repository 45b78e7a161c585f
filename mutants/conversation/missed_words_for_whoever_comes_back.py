"""Whoever comes back is sent what was said while they were away."""

from typing import Any
from weakref import WeakKeyDictionary

from server.events import Said
from server.room import Delivery, Room, ToOne

_Missed = WeakKeyDictionary[Room[Any], dict[str, list[Any]]]


def bend() -> None:
    join, say, leave = Room.join, Room.say, Room.leave
    missed: _Missed = WeakKeyDictionary()

    def told(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        events = missed.setdefault(self, {}).pop(name, [])
        return [*(ToOne(event, member) for event in events), *join(self, member, name)]

    def kept(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said = say(self, member, text)
        for events in missed.get(self, {}).values():
            events.extend(d for d in said if isinstance(d, Said))
        return said

    def left(self: Room[Any], member: Any) -> list[Delivery[Any]]:
        missed.setdefault(self, {})[self._members.get(member, "")] = []
        return leave(self, member)

    Room.join, Room.say, Room.leave = told, kept, left  # type: ignore[method-assign]
