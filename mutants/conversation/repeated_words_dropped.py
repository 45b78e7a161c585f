"""Somebody's message that is the same as their last one is taken for a duplicate."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.say
    last: dict[Any, str] = {}

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        is_repeated = last.get(member) == text
        last[member] = text
        return [] if is_repeated else sound(self, member, text, client_id)

    Room.say = say  # type: ignore[method-assign]
