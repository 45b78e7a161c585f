"""Whoever arrives is told of their own arrival too."""

from dataclasses import replace
from typing import Any

from server.core.effects import Effect
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        return sound(self, member, replace(join_options, receives_own_join=True))

    Room.join = join  # type: ignore[method-assign]
