"""The clock behind sequence numbers: a message's number in its room is also its time."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Microseconds since the epoch."""


def microseconds() -> int:
    """Return the current time in microseconds since the epoch."""
    return time.time_ns() // 1000
