"""Whoever asks who is here does not find themselves on the list."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToOne
from server.core.events import UserList


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList(people), client):
                others = tuple(one for one in people if one.name != client.name)
                return SendToOne(UserList(others), client)
        return effect

    change_settled(change)
