"""Whoever goes too fast is not told when they may speak again."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToOne
from server.core.events import Refusal, Refused


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Refused(Refusal.RATE_LIMITED, _, at), guest):
                return ToOne(Refused(Refusal.RATE_LIMITED, "Rate limit exceeded.", at), guest)
        return delivery

    change_settled(change)
