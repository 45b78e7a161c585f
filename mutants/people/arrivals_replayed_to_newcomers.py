"""A newcomer is told of everybody who came before, as if they came just now."""

from typing import Any

from server.core.effects import Effect, SendToOne
from server.core.events import UserJoined
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        names = dict.fromkeys(self._members.values())
        before = [UserJoined(name, self._clock(), count) for count, name in enumerate(names, 1)]
        return [
            *(SendToOne(joined, member) for joined in before),
            *sound(self, member, join_options),
        ]

    Room.join = join  # type: ignore[method-assign]
