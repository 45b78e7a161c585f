"""A departure is told with the name of the one who has been there longest."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect, Unsubscribe
from server.store.base import Store


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            committed = sound(store, room, member, effect)
            if isinstance(committed, Unsubscribe) and member.room:
                committed.left.name = next(iter(member.room._members.values()))
            return committed

        return commit_effect

    settle_with(bent)
