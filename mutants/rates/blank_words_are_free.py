"""What is refused because it is blank does not count."""

from server.core.commands import Command, SendMessage
from server.core.events import Rejected
from server.core.rate_limiter import RateLimiter


def bend() -> None:
    sound = RateLimiter.refusal

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        if isinstance(command, SendMessage) and not command.text.strip():
            return None
        return sound(self, command, at)

    RateLimiter.refusal = refusal  # type: ignore[method-assign]
