"""All share one limit, so nobody may speak when somebody goes too fast."""

import time
from collections.abc import Callable

from server.core.rate_limit import Rate, TokenBucket
from server.core.rate_limiter import RateLimiter


def bend() -> None:
    sound = RateLimiter.__init__
    shared: list[TokenBucket] = []

    def begin(self: RateLimiter, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        sound(self, rate, clock)
        shared.append(self._bucket)
        self._bucket = shared[0]

    RateLimiter.__init__ = begin  # type: ignore[method-assign]
