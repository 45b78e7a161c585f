"""What somebody else has just said is taken for a duplicate."""

from typing import Any
from weakref import WeakKeyDictionary

from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.say
    last: WeakKeyDictionary[Room[Any], tuple[Any, str]] = WeakKeyDictionary()

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        before, words = last.get(self, (None, ""))
        last[self] = (member, text)
        said, is_repeated = (
            sound(self, member, text),
            before not in (None, member) and words == text,
        )
        return [] if is_repeated and not isinstance(said[0], ToOne) else said

    Room.say = say  # type: ignore[method-assign]
