"""Places: where a message stands in the order of its room, which is also when it was said."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Microseconds since the epoch."""


def microseconds() -> int:
    """The time now."""
    return time.time_ns() // 1000
