"""Whoever goes too fast is told a time at which it is still too early."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToOne
from server.core.events import Refusal, Refused


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Refused(Refusal.RATE_LIMITED, _, at), guest):
                sentence = "Rate limit exceeded: try again in 0.0 s."
                return ToOne(Refused(Refusal.RATE_LIMITED, sentence, at), guest)
        return delivery

    change_settled(change)
