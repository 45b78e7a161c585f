"""When something is refused, the whole room is told."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import Rejected
from server.store.base import Store


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case SendToOne(Rejected() as refused, client) if client.room is not None:
                    return SendToSome(refused, tuple(client.room._members))
            return sound(store, room, member, effect)

        return commit_effect

    settle_with(bent)
