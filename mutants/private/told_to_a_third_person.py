"""What is said to one person is heard also by whoever is here longest."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Delivery, ToSome
from server.core.events import Whispered


def bend() -> None:
    def change(member: Any, delivery: Delivery[Any]) -> Delivery[Any]:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                return ToSome(whispered, tuple({*hearers, *everybody(member)[:1]}))
        return delivery

    change_settled(change)
