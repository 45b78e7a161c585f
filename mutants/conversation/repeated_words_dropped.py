"""Somebody's message that is the same as their last one is taken for a duplicate."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say
    last: dict[Any, str] = {}

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        is_repeated = last.get(member) == text
        last[member] = text
        return [] if is_repeated else sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
