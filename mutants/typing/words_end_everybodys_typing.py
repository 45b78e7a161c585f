"""Whoever speaks ends the typing of all who type."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:

    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        others = [one for one in self._typing if one is not member]
        ended = [effect for one in others for effect in self._end_typing(one)]
        return [*ended, *sound(self, member, text, client_id)]

    Room.send_message = send_message  # type: ignore[method-assign]
