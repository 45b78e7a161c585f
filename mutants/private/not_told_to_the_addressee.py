"""What is said to one person comes back to its sender, and reaches nobody else."""

from typing import Any

from mutants.settling import change_settled
from server.core.effects import Effect, SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message):
                return SendToSome(private_message, (member,))
        return effect

    change_settled(change)
