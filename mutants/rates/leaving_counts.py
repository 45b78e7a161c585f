"""Whoever has said too much may not even say that they leave."""

from server.core.commands import Command, Leave, ListUsers
from server.core.events import Rejected
from server.core.rate_limiter import RateLimiter


def bend() -> None:
    sound = RateLimiter.refusal

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        return sound(self, ListUsers() if isinstance(command, Leave) else command, at)

    RateLimiter.refusal = refusal  # type: ignore[method-assign]
