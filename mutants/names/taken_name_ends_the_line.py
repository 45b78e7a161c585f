"""Whoever joins under a taken name is thrown out instead of asked for another."""

from typing import Any

from server.core.effects import CloseConnection, Effect, SendToOne
from server.core.events import Rejected, RejectionReason
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        told = sound(self, member, join_options)
        match told:
            case [SendToOne(Rejected(RejectionReason.NAME_TAKEN), _)]:
                return [*told, CloseConnection(member, 1008)]
        return told

    Room.join = join  # type: ignore[method-assign]
