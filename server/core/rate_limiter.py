"""Per-connection rate limiting (docs/protocol.md#rate-limits)."""

import time
from collections.abc import Callable

from server.core.commands import Command, Join, Leave, PingRequest
from server.core.events import Rejected, RejectionReason
from server.core.rate_limit import Rate, RejectionStreak, TokenBucket

_SOONEST = 0.1  # seconds: the reported wait is rounded up to a multiple of this


class RateLimiter:
    """Rate limiter of one sender. Joining, leaving and pings are free: well-behaved clients need
    them."""

    __slots__ = ("_clock", "_rejections", "bucket", "is_flood")

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.bucket = TokenBucket(rate, clock())
        self._rejections = RejectionStreak()
        self.is_flood = False  # the last rejection completed a flood

    def rejection(self, command: Command, at: int) -> Rejected | None:
        """Return the rejection of ``command``; None if it is within the rate.

        ``at`` is the time of the rejection in microseconds since the epoch.
        """
        if isinstance(command, Join | Leave | PingRequest):
            return None
        now = self._clock()
        wait = self.bucket.take(now)
        if not wait:
            self._rejections.let_through()
            return None
        self.is_flood = self._rejections.refuse(now)
        tenths = -(-wait // _SOONEST)
        sentence = f"Rate limit exceeded: try again in {tenths * _SOONEST:.1f} s."
        return Rejected(RejectionReason.RATE_LIMITED, sentence, at)
