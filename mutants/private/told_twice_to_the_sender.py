"""What somebody says to one person comes back to them twice."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                return SendToSome(private_message, (*hearers, member))
        return effect

    change_settled(change)
