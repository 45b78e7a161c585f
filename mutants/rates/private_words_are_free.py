"""What is said to one alone does not count, however fast it comes."""

from server.core.commands import Command, SendPrivateMessage
from server.core.events import Rejected
from server.core.rate_limiter import RateLimiter


def bend() -> None:
    sound = RateLimiter.refusal

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        if isinstance(command, SendPrivateMessage):
            return None
        return sound(self, command, at)

    RateLimiter.refusal = refusal  # type: ignore[method-assign]
