"""Whoever goes too fast is not told; what they say is just lost."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import Rejected, RejectionReason


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED) as refused, _):
                return SendToSome(refused, ())
        return effect

    change_settled(change)
