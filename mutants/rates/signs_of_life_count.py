"""Whoever asks for signs of life has the less to say."""

from server.core.commands import AskWho, Command, Ping
from server.core.events import Refused
from server.core.rate_limiter import Pace


def bend() -> None:
    sound = Pace.refusal

    def refusal(self: Pace, command: Command, at: int) -> Refused | None:
        return sound(self, AskWho() if isinstance(command, Ping) else command, at)

    Pace.refusal = refusal  # type: ignore[method-assign]
