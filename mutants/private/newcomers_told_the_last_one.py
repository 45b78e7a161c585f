"""Whoever comes is told the last private message."""

from typing import Any

from server.core.effects import ToOne, ToSome
from server.core.events import Whispered
from server.core.room import Room


def bend() -> None:
    joined, whisper = Room.join, Room._whisper
    last: dict[int, Whispered] = {}

    def keep(self: Room[Any], *rest: Any) -> list[Any]:
        found = whisper(self, *rest)
        for delivery in found:
            match delivery:
                case ToSome(Whispered() as whispered):
                    last[id(self)] = whispered
        return found

    def join(self: Room[Any], member: Any, newcomer: Any) -> list[Any]:
        told = [ToOne(last[id(self)], member)] if id(self) in last else []
        return [*joined(self, member, newcomer), *told]

    Room.join, Room._whisper = join, keep  # type: ignore[method-assign, assignment]
