"""Whoever goes too fast is not told; what they say is just lost."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import Refusal, Refused


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Refused(Refusal.RATE_LIMITED) as refused, _):
                return ToSome(refused, ())
        return delivery

    change_settled(change)
