"""When somebody asks who is here, the whole room is told."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import UserList


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList() as people, client):
                return SendToSome(people, everybody(client))
        return effect

    change_settled(change)
