"""When somebody asks for the history, the whole room is told it."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import History


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(History() as past, client):
                return SendToSome(past, everybody(client))
        return effect

    change_settled(change)
