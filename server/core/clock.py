"""The clocks of the chat.

The time of an event comes from the wall clock, which may be set while the server runs; durations
are measured with a clock that is never set.
"""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Microseconds since the epoch, or since some moment in the past for durations."""


LATEST = 253_402_300_799_999_999  # microseconds since the epoch: the end of the year 9999


def microseconds() -> int:
    """Return the current time in microseconds since the epoch."""
    return time.time_ns() // 1000


def monotonic() -> int:
    """Return the microseconds since some moment in the past, whatever happens to the wall clock."""
    return time.monotonic_ns() // 1000
