"""What is said to one alone does not count, however fast it comes."""

from server.core.commands import Command, Whisper
from server.core.events import Refused
from server.core.rate_limiter import Pace


def bend() -> None:
    sound = Pace.refusal

    def refusal(self: Pace, command: Command, at: int) -> Refused | None:
        if isinstance(command, Whisper):
            return None
        return sound(self, command, at)

    Pace.refusal = refusal  # type: ignore[method-assign]
