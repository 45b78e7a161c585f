"""Only those who speak in events are counted and listed."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect, Subscribe, Unsubscribe
from server.store.base import Store


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case Subscribe(client, notice) | Unsubscribe(client, notice) if (
                    not client.dialect.is_extended
                ):
                    notice.count = len(store.here(room))
                    return effect
            return sound(store, room, member, effect)

        return commit_effect

    settle_with(bent)
