"""The answer to a repetition goes to the whole room."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import PrivateMessage, PublicMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(PublicMessage() | PrivateMessage() as first, client):
                return SendToSome(first, everybody(client))
        return effect

    change_settled(change)
