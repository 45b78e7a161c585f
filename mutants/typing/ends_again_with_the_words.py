"""When typing has ended by itself, its end is told once more with the words."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:

    expire_typing, send_message = Room.expire_typing, Room.send_message
    ended: set[Any] = set()

    def ticked(self: Room[Any]) -> list[Effect[Any]]:
        before = set(self._typing)
        told = expire_typing(self)
        ended.update(before - set(self._typing))
        return told

    def said(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Effect[Any]]:
        if member in ended:
            ended.discard(member)
            self._typing.setdefault(member, 0)
        return send_message(self, member, text, client_id)

    Room.send_messages = lambda _self, _member, _texts: None  # type: ignore
    Room.expire_typing, Room.send_message = ticked, said  # type: ignore[method-assign]
