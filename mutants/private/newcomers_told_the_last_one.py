"""Whoever comes is told the last private message."""

from typing import Any

from server.core.effects import SendToOne, SendToSome
from server.core.events import PrivateMessage
from server.core.room import Room


def bend() -> None:
    joined, whisper = Room.join, Room._send_private
    last: dict[int, PrivateMessage] = {}

    def keep(self: Room[Any], *rest: Any) -> list[Any]:
        found = whisper(self, *rest)
        for effect in found:
            match effect:
                case SendToSome(PrivateMessage() as private_message):
                    last[id(self)] = private_message
        return found

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        told = [SendToOne(last[id(self)], member)] if id(self) in last else []
        return [*joined(self, member, join_options), *told]

    Room.join, Room._send_private = join, keep  # type: ignore[method-assign, assignment]
