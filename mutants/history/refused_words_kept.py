"""What was refused stands in the history all the same."""

from typing import Any

from mutants.settling import CommitEffect, settle_with
from server.core.effects import Effect, SendToOne
from server.core.events import PublicMessage, Rejected, RejectionReason
from server.store.base import Store


def bend() -> None:
    def bent(sound: CommitEffect) -> CommitEffect:
        def commit_effect(store: Store, room: str, member: Any, effect: Effect[Any]) -> Effect[Any]:
            match effect:
                case SendToOne(Rejected(RejectionReason.TOO_LONG | RejectionReason.BAD_MESSAGE), _):
                    store.append(room, PublicMessage(member.name, "(refused)"))
            return sound(store, room, member, effect)

        return commit_effect

    settle_with(bent)
