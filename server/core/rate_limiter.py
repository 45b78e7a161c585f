"""Rate limits of a server, and the rate limiter of one connection.

See docs/protocol.md#rate-limits.
"""

import math
import time
from collections.abc import Callable

from server.core.commands import Command, Join, Leave, PingRequest
from server.core.events import Rejected, RejectionReason
from server.core.rate_limit import Rate, RejectionStreak, TokenBucket
from server.core.shared_buckets import SharedBuckets

_SOONEST = 0.1  # seconds: the reported wait is rounded up to a multiple of this
GENEROSITY = 10  # pings and leaves, and by default all users of an address, for each message
_FEWEST_PINGS = 100  # at once, and in a minute


class RateLimits:
    """The rates, and the buckets that connections of one sender share.

    A sender is a proven name, or an address. It has a bucket for messages and one for joins:
    whoever has just come back can still send.
    """

    def __init__(
        self, rate: Rate, shared: Rate, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``rate`` is that of each connection, ``shared`` that of all connections of a sender."""
        self.rate = rate
        self.pings = ping_rate(rate)
        self.messages = SharedBuckets(shared)
        self.joins = SharedBuckets(shared)
        self.clock = clock

    def join(self, sender: str) -> float:
        """Take the token for a join of ``sender`` and return 0.0, or return the seconds until it
        can join."""
        return self.joins.take(sender, self.clock())

    def wait_to_join(self, sender: str) -> float:
        """Return the seconds until ``sender`` can join, and take no token."""
        return self.joins.wait(sender, self.clock())


class RateLimiter:
    """Rate limiter of one connection of ``sender``."""

    __slots__ = ("_pings", "_rejections", "bucket", "is_flood", "limits", "sender")

    def __init__(self, limits: RateLimits, sender: str) -> None:
        self.limits = limits
        self.sender = sender
        self.bucket = TokenBucket(limits.rate, limits.clock())
        self._pings: TokenBucket | None = None  # most connections never need one
        self._rejections = RejectionStreak()
        self.is_flood = False  # ten rejections in a row: the connection ends

    def rejection(self, command: Command, at: int) -> Rejected | None:
        """Return the rejection of ``command``; None if it is within the rates.

        A rejected command takes no token. ``at`` is the time of the rejection in microseconds since
        the epoch.
        """
        now = self.limits.clock()
        match command:
            case Join():
                wait = self.limits.joins.take(self.sender, now)
            case Leave() | PingRequest():
                wait = self._take_ping(now)
            case _:
                wait = self._take(now)
                if not wait:
                    self._rejections.let_through()
        if not wait:
            return None
        self.is_flood = self._rejections.refuse(now)
        tenths = math.ceil(wait / _SOONEST)
        sentence = f"Rate limit exceeded: try again in {tenths * _SOONEST:.1f} s."
        return Rejected(RejectionReason.RATE_LIMITED, sentence, at)

    def _take(self, now: float) -> float:
        """Take a token of the connection and one of its sender, or none; return the longer
        wait."""
        messages, sender = self.limits.messages, self.sender
        shared = messages.wait(sender, now)
        own = self.bucket.wait(now) if shared else self.bucket.take(now)
        if not shared and not own:
            messages.take(sender, now)
        return max(shared, own)

    def _take_ping(self, now: float) -> float:
        if self._pings is None:
            self._pings = TokenBucket(self.limits.pings, now)
        return self._pings.take(now)


def ping_rate(rate: Rate) -> Rate:
    """Return the rate of pings and leaves: so generous that only a flood exceeds it."""
    per_second = max(GENEROSITY * rate.count / rate.seconds, _FEWEST_PINGS / 60)
    count = max(GENEROSITY * rate.count, _FEWEST_PINGS)
    return Rate(count, count / per_second)


def address_rate(rate: Rate) -> Rate:
    """Return the rate that all connections of an address share, unless it is set."""
    return Rate(GENEROSITY * rate.count, rate.seconds)
