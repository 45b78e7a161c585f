"""Whoever asks for signs of life has the less to say."""

from server.core.commands import Command, ListUsers, PingRequest
from server.core.events import Rejected
from server.core.rate_limiter import RateLimiter


def bend() -> None:
    sound = RateLimiter.refusal

    def refusal(self: RateLimiter, command: Command, at: int) -> Rejected | None:
        return sound(self, ListUsers() if isinstance(command, PingRequest) else command, at)

    RateLimiter.refusal = refusal  # type: ignore[method-assign]
