"""Whoever never stops going too fast is told that all went well (1000)."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import CloseConnection, Effect
from server.ws.close_codes import CloseCode


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case CloseConnection(client, CloseCode.POLICY_VIOLATION):
                return CloseConnection(client, CloseCode.NORMAL)
        return effect

    change_settled(change)
