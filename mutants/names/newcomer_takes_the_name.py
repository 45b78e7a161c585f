"""Whoever comes under a taken name is let in, and who bore it before is thrown out."""

from typing import Any

from server.core.effects import CloseConnection, Effect
from server.core.names import folded
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        alike = folded(join_options.name)
        before = [one for one, name in self._members.items() if folded(name) == alike]
        unique = self._rules.unique_names
        return [
            *sound(self, member, join_options),
            *(CloseConnection(one, 1008) for one in before if unique),
        ]

    Room.is_taken = lambda self, name: False  # type: ignore[method-assign]
    Room.join = join  # type: ignore[method-assign]
