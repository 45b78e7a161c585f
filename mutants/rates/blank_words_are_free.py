"""What is refused because it is blank does not count."""

from server.core.commands import Command, Say
from server.core.events import Refused
from server.core.rate_limiter import Pace


def bend() -> None:
    sound = Pace.refusal

    def refusal(self: Pace, command: Command, at: int) -> Refused | None:
        if isinstance(command, Say) and not command.text.strip():
            return None
        return sound(self, command, at)

    Pace.refusal = refusal  # type: ignore[method-assign]
