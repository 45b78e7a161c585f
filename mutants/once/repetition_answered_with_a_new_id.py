"""The answer to a repetition bears another id than the message did."""

from dataclasses import replace
from typing import Any

from mutants.settling import change_settled
from server.core.clock import microseconds
from server.core.effects import Effect, SendToOne
from server.core.events import PrivateMessage, PublicMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(PublicMessage() | PrivateMessage() as first, client):
                return SendToOne(replace(first, sequence=microseconds()), client)
        return effect

    change_settled(change)
