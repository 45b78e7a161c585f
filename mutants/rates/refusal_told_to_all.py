"""When somebody goes too fast, the whole room is told."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.events import Rejected, RejectionReason


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToOne(Rejected(RejectionReason.RATE_LIMITED) as refused, client):
                return SendToSome(refused, everybody(client))
        return effect

    change_settled(change)
