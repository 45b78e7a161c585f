"""A name that is taken is refused at the handshake, but not when one joins by a word."""

from typing import Any

from server.core.effects import Effect
from server.core.room import JoinOptions, Room


def bend() -> None:
    join, is_taken = Room.join, Room.is_taken

    def joined(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        Room.is_taken = lambda self, name: False  # type: ignore[method-assign]
        try:
            return join(self, member, join_options)
        finally:
            Room.is_taken = is_taken  # type: ignore[method-assign]

    Room.join = joined  # type: ignore[method-assign]
