"""A text that begins with a slash is taken for a command and not passed on."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        return [] if text.startswith("/") else sound(self, member, text, client_id)

    Room.send_message = send_message  # type: ignore[method-assign]
