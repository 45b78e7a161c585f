"""Departures stand in the history, as if they were messages."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect, Unsubscribe
from server.core.events import PublicMessage
from server.store.base import Store


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Unsubscribe):
                name = effect.left.name
                store.append(room, PublicMessage(name, f"{name} left the chat"))
            return sound(store, room, member, effect)

        return commit_effect

    settle_with(bent)
