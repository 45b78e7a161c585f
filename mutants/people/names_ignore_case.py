"""Whoever bears a name that differs only in case from one that is in gets that name."""

from dataclasses import replace
from typing import Any

from server.core.effects import Effect
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        known = {name.lower(): name for name in self._members.values()}
        name = known.get(join_options.name.lower(), join_options.name)
        return sound(self, member, replace(join_options, name=name))

    Room.join = join  # type: ignore[method-assign]
