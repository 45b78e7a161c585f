"""Whoever sends their message is still taken to type."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        typing, self._typing = self._typing, {}
        said = sound(self, member, text, client_id)
        self._typing = typing
        return said

    Room.send_message = send_message  # type: ignore[method-assign]
