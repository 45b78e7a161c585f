"""What somebody else has just said is taken for a duplicate."""

from typing import Any
from weakref import WeakKeyDictionary

from server.room import Delivery, Room, refuse


def bend() -> None:
    sound = Room.say
    last: WeakKeyDictionary[Room[Any], tuple[Any, str]] = WeakKeyDictionary()

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        before, words = last.get(self, (None, ""))
        last[self] = (member, text)
        is_repeated = before not in (None, member) and words == text and refuse(text) is None
        return [] if is_repeated else sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
