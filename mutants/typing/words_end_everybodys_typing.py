"""Whoever speaks ends the typing of all who type."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:

    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        others = [one for one in self._typing if one is not member]
        ended = [delivery for one in others for delivery in self._end_typing(one)]
        return [*ended, *sound(self, member, text, client_id)]

    Room.say = say  # type: ignore[method-assign]
