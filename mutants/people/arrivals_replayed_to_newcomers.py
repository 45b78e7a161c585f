"""A newcomer is told of everybody who came before, as if they came just now."""

from typing import Any

from server.core.effects import Delivery, ToOne
from server.core.events import Joined
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        names = dict.fromkeys(self._members.values())
        before = [Joined(name, self._clock(), count) for count, name in enumerate(names, 1)]
        return [*(ToOne(joined, member) for joined in before), *sound(self, member, newcomer)]

    Room.join = join  # type: ignore[method-assign]
