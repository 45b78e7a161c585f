"""Whoever has said too much may not even say that they leave."""

from server.core.commands import AskWho, Command, Leave
from server.core.events import Refused
from server.core.rate_limiter import Pace


def bend() -> None:
    sound = Pace.refusal

    def refusal(self: Pace, command: Command, at: int) -> Refused | None:
        return sound(self, AskWho() if isinstance(command, Leave) else command, at)

    Pace.refusal = refusal  # type: ignore[method-assign]
