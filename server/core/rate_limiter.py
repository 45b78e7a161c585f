"""How fast somebody may speak, and what they are told who speak faster (PROTOCOL, "limits")."""

import time
from collections.abc import Callable

from server.core.commands import Command, Join, Leave, PingRequest
from server.core.events import Rejected, RejectionReason
from server.core.rate_limit import Rate, RejectionStreak, TokenBucket

_SOONEST = 0.1  # seconds: what is told is rounded up to the next of these


class RateLimiter:
    """One sender's. Coming, going and pings are free: they are how one behaves well."""

    __slots__ = ("_bucket", "_clock", "_refusals", "is_flood")

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._bucket = TokenBucket(rate, clock())
        self._refusals = RejectionStreak()
        self.is_flood = False  # the last refusal was one too many

    def refusal(self, command: Command, at: int) -> Rejected | None:
        """Why ``command`` is too much; None if it is let through. ``at`` is when the refusal
        is told, in microseconds since the epoch."""
        if isinstance(command, Join | Leave | PingRequest):
            return None
        now = self._clock()
        wait = self._bucket.take(now)
        if not wait:
            self._refusals.let_through()
            return None
        self.is_flood = self._refusals.refuse(now)
        tenths = -(-wait // _SOONEST)
        sentence = f"Rate limit exceeded: try again in {tenths * _SOONEST:.1f} s."
        return Rejected(RejectionReason.RATE_LIMITED, sentence, at)
