"""A newcomer stands already on the list that they are told before their own arrival."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToOne
from server.core.events import PresentUser, UserList


def bend() -> None:
    known: set[Any] = set()

    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(UserList(people), client) if client not in known:
                known.add(client)
                if all(one.name != client.room._members[client] for one in people):
                    people = (*people, PresentUser(client.room._members[client], 1))
                return SendToOne(UserList(people), client)
        return effect

    change_settled(change)
