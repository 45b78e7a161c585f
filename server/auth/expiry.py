"""A timer for a time of the wall clock, which may be years away."""

import asyncio
import time
from collections.abc import Callable

LONGEST = 60.0  # seconds between two checks of the wall clock, which may be set meanwhile


class Expiry:
    """Timer that calls ``call`` once, when the clock reaches ``at`` (seconds since the epoch).

    A time in the past counts as now. Call ``cancel`` when the connection has closed. Needs a
    running event loop.
    """

    __slots__ = ("_at", "_call", "_clock", "_timer")

    def __init__(
        self, at: float, call: Callable[[], None], clock: Callable[[], float] = time.time
    ) -> None:
        self._at = at
        self._call = call
        self._clock = clock
        self._timer = self._schedule()

    def cancel(self) -> None:
        """Cancel the call."""
        self._timer.cancel()

    def _schedule(self) -> asyncio.TimerHandle:
        left = max(self._at - self._clock(), 0.0)
        return asyncio.get_running_loop().call_later(min(left, LONGEST), self._check)

    def _check(self) -> None:
        if self._clock() >= self._at:
            self._call()
        else:
            self._timer = self._schedule()
