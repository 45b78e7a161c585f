"""Whoever joins under a taken name is thrown out instead of asked for another."""

from typing import Any

from server.core.effects import Delivery, HangUp, ToOne
from server.core.events import Refusal, Refused
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        told = sound(self, member, newcomer)
        match told:
            case [ToOne(Refused(Refusal.NAME_TAKEN), _)]:
                return [*told, HangUp(member, 1008)]
        return told

    Room.join = join  # type: ignore[method-assign]
