"""Calls back at a time of the wall clock, be it years away."""

import asyncio
import time
from collections.abc import Callable

LONGEST = 3600.0  # seconds between two looks at the wall clock, which may be set meanwhile


class Expiry:
    """Calls ``call`` once, as soon as the clock shows ``at``: seconds since the epoch.

    A time that is past is one that has come now. ``cancel`` it when there is nobody to tell. To be
    made inside the running loop.
    """

    __slots__ = ("_at", "_call", "_clock", "_timer")

    def __init__(
        self, at: float, call: Callable[[], None], clock: Callable[[], float] = time.time
    ) -> None:
        self._at = at
        self._call = call
        self._clock = clock
        self._timer = self._next_look()

    def cancel(self) -> None:
        """Does not call any more."""
        self._timer.cancel()

    def _next_look(self) -> asyncio.TimerHandle:
        left = max(self._at - self._clock(), 0.0)
        return asyncio.get_running_loop().call_later(min(left, LONGEST), self._look)

    def _look(self) -> None:
        if self._clock() >= self._at:
            self._call()
        else:
            self._timer = self._next_look()
