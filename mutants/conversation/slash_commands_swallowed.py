"""A text that begins with a slash is taken for a command and not passed on."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        return [] if text.startswith("/") else sound(self, member, text, client_id)

    Room.say = say  # type: ignore[method-assign]
