"""When somebody goes too fast, the whole room is told."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToOne, ToSome
from server.core.events import Refusal, Refused


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToOne(Refused(Refusal.RATE_LIMITED) as refused, guest):
                return ToSome(refused, everybody(guest))
        return delivery

    change_settled(change)
