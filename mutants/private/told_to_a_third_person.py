"""What is said to one person is heard also by whoever is here longest."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                return SendToSome(private_message, tuple({*hearers, *everybody(member)[:1]}))
        return effect

    change_settled(change)
