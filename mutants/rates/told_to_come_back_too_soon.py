"""Whoever goes too fast is told a time at which it is still too early."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToOne
from server.core.events import Rejected, RejectionReason


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED, _, at), client):
                sentence = "Rate limit exceeded: try again in 0.0 s."
                return SendToOne(Rejected(RejectionReason.RATE_LIMITED, sentence, at), client)
        return effect

    change_settled(change)
