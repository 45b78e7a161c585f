"""A name that somebody bears in one room is taken in all."""

from typing import Any

from server.chat.service import ChatService
from server.core.clock import Clock
from server.core.room import Room, Rules


def bend() -> None:
    rooms: list[Room[Any]] = []
    init, sound = Room.__init__, Room.is_taken

    def begin(self: Room[Any], rules: Rules, clock: Clock) -> None:
        init(self, rules, clock)
        rooms.append(self)

    def is_taken(self: Room[Any], name: str) -> bool:
        return any(sound(room, name) for room in rooms)

    Room.__init__, Room.is_taken = begin, is_taken  # type: ignore[method-assign]
    ChatService.is_taken = (  # type: ignore[method-assign]
        lambda self, room, name: any(sound(each, name) for each in rooms)
    )
