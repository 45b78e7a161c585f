"""Whoever repeats a message is not told that it arrived."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import PrivateMessage, PublicMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(PublicMessage() | PrivateMessage() as first, _):
                return SendToSome(first, ())
        return effect

    change_settled(change)
