"""Texts above a hundred bytes are lost."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Effect
from server.core.events import PublicMessage
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        said = sound(self, member, text, client_id)
        return [] if len(text.encode()) > 100 and isinstance(said[-1], PublicMessage) else said

    Room.send_message = send_message  # type: ignore[method-assign]
