"""Texts above a hundred bytes are lost."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Delivery
from server.core.events import Said
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        said = sound(self, member, text, client_id)
        return [] if len(text.encode()) > 100 and isinstance(said[-1], Said) else said

    Room.say = say  # type: ignore[method-assign]
