"""Whoever goes too fast is not told when they may speak again."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToOne
from server.core.events import Rejected, RejectionReason


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED, _, at), client):
                return SendToOne(
                    Rejected(RejectionReason.RATE_LIMITED, "Rate limit exceeded.", at), client
                )
        return effect

    change_settled(change)
