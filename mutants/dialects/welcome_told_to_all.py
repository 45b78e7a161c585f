"""When somebody comes, the whole room is welcomed."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import Announcement


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Announcement() as welcome, client):
                return SendToSome(welcome, everybody(client))
        return effect

    change_settled(change)
