"""When typing has ended by itself, its end is told once more with the words."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:

    tick, say = Room.tick, Room.say
    ended: set[Any] = set()

    def ticked(self: Room[Any]) -> list[Delivery[Any]]:
        before = set(self._typing)
        told = tick(self)
        ended.update(before - set(self._typing))
        return told

    def said(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        if member in ended:
            ended.discard(member)
            self._typing.setdefault(member, 0)
        return say(self, member, text, client_id)

    Room.say_all = lambda _self, _member, _texts: None  # type: ignore
    Room.tick, Room.say = ticked, said  # type: ignore[method-assign]
