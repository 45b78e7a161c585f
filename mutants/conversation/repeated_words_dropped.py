"""Somebody's message that is the same as their last one is taken for a duplicate."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.send_message
    last: dict[Any, str] = {}

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        is_repeated = last.get(member) == text
        last[member] = text
        return [] if is_repeated else sound(self, member, text, client_id)

    Room.send_message = send_message  # type: ignore[method-assign]
