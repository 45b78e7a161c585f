"""What is said to one person is heard also by those whose names begin like theirs."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                alike = [
                    one for one in everybody(member) if one.name.startswith(private_message.to)
                ]
                return SendToSome(private_message, tuple({*hearers, *alike}))
        return effect

    change_settled(change)
