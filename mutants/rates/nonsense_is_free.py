"""Nonsense does not count, however fast it comes."""

from server.commands import Command, Nonsense
from server.events import Refused
from server.pace import Pace


def bend() -> None:
    sound = Pace.refusal

    def refusal(self: Pace, command: Command, at: int) -> Refused | None:
        if isinstance(command, Nonsense):
            return None
        return sound(self, command, at)

    Pace.refusal = refusal  # type: ignore[method-assign]
