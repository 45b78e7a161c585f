"""Whoever asks who is here finds themselves on the list twice."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToOne
from server.core.events import UserList


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList(people), client):
                asker = [one for one in people if one.name == client.name]
                return SendToOne(UserList((*people, *asker)), client)
        return effect

    change_settled(change)
