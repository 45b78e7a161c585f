"""What the operator announces stands in the history."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect
from server.core.events import Announcement, PublicMessage
from server.store.base import Store


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Announcement):
                store.append(room, PublicMessage("server", effect.text))
            return sound(store, room, member, effect)

        return commit_effect

    settle_with(bent)
