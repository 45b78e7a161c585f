"""Somebody who is here on several lines hears what is said to them on one only."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                others = [one for one in hearers if one is not member]
                return SendToSome(private_message, (*others[:1], member))
        return effect

    change_settled(change)
