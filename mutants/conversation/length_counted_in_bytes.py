"""The length of a message is counted in bytes, so other scripts may say less."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Delivery
from server.core.events import Refusal
from server.core.room import MAX_TEXT, Room


def bend() -> None:
    say_each()
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        if len(text.encode()) > MAX_TEXT:
            return self._refuse(member, Refusal.TOO_LONG, "A message has at most 65,536 bytes.")
        return sound(self, member, text, client_id)

    Room.say = say  # type: ignore[method-assign]
