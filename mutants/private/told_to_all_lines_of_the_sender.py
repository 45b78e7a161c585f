"""What somebody says to one person comes back on all their lines, not on one alone."""

from typing import Any

from mutants.settling import change_settled, everybody
from server.core.effects import Effect, SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    def change(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                own = [one for one in everybody(member) if one.name == private_message.name]
                return SendToSome(private_message, tuple({*hearers, *own}))
        return effect

    change_settled(change)
