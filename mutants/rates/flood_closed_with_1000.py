"""Whoever never stops going too fast is told that all went well (1000)."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, HangUp
from server.ws.close_codes import CloseCode


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case HangUp(guest, CloseCode.POLICY_VIOLATION):
                return HangUp(guest, CloseCode.NORMAL)
        return delivery

    change_settled(change)
