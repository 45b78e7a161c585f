"""Whoever comes back and sends their last message again is heard twice."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect, Unsubscribe


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Any, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            if isinstance(effect, Unsubscribe):
                firsts = store._deduplicator._firsts
                for key in [key for key in firsts if key[:2] == (room, effect.left.name)]:
                    del firsts[key]
            return sound(store, room, member, effect)

        return commit_effect

    settle_with(bent)
