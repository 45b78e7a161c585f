"""Whoever is lost without a goodbye is announced, but stays on the list of who is here."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect, Unsubscribe
from server.store.base import Store
from server.ws.close_codes import CloseCode


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case Unsubscribe(client, left) if (
                    client.connection.close_code == CloseCode.ABNORMAL
                ):
                    left.count = max(0, len(store.here(room)) - 1)
                    return effect
            return sound(store, room, member, effect)

        return commit_effect

    settle_with(bent)
