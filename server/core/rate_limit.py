"""Rate limits: a rate, its token bucket, and the detection of a flood.

Pure: the caller passes the time, in seconds on a monotonic clock.
"""

import re
from dataclasses import dataclass

_RATE = re.compile(r"([0-9]{1,7})/([smh])")
_PERIODS = {"s": 1.0, "m": 60.0, "h": 3600.0}  # seconds
_MOST = 1_000_000  # in one period
_ROUNDING = 1e-6  # seconds: a sender who waits exactly as told must not be early by rounding
_FLOOD = 10  # rejections in a row
PAUSE = 1.0  # seconds after which a rejection starts a new row


@dataclass(frozen=True, slots=True)
class Rate:
    """``count`` commands in ``seconds`` seconds; all of them may come at once."""

    count: int
    seconds: float

    @property
    def interval(self) -> float:
        """Seconds between two tokens."""
        return self.seconds / self.count

    def __str__(self) -> str:
        unit = next(unit for unit, seconds in _PERIODS.items() if seconds == self.seconds)
        return f"{self.count}/{unit}"


def parse(text: str) -> Rate:
    """Return the rate written as ``10/s``, ``100/m`` or ``20/h``. Raises ``ValueError`` with a
    sentence."""
    found = _RATE.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= _MOST:
        raise ValueError(
            f"a rate looks like 10/s, 100/m or 20/h, with 1 to {_MOST} in front, not {text!r}"
        )
    return Rate(int(found[1]), _PERIODS[found[2]])


def wait_for_token(full_at: float, now: float, interval: float, time_to_fill: float) -> float:
    """Return the seconds until a token can be taken from a bucket that is full at ``full_at``; 0.0
    if it can be taken now."""
    wait = max(full_at, now) + interval - now - time_to_fill
    return wait if wait > _ROUNDING else 0.0


class TokenBucket:
    """Token bucket of one sender, full at the start.

    It is stored as the time at which it will be full again: one number per sender.
    """

    __slots__ = ("full_at", "interval", "time_to_fill")

    def __init__(self, rate: Rate, now: float) -> None:
        self.interval = rate.interval
        self.time_to_fill = rate.seconds
        self.full_at = now

    def wait(self, now: float) -> float:
        """Return the seconds until the next token is available, and take none."""
        return wait_for_token(self.full_at, now, self.interval, self.time_to_fill)

    def take(self, now: float) -> float:
        """Take a token and return 0.0, or return the seconds until the next token is available."""
        wait = self.wait(now)
        if not wait:
            self.full_at = max(self.full_at, now) + self.interval
        return wait


class RejectionStreak:
    """Detects a flood: ten rejections in a row, each at most a second after the one before, and
    nothing accepted in between."""

    __slots__ = ("_in_a_row", "last")

    def __init__(self) -> None:
        self._in_a_row = 0
        self.last = 0.0

    def refuse(self, now: float) -> bool:
        """Record a rejection; return True if its sender is flooding."""
        is_in_a_row = self._in_a_row and now - self.last <= PAUSE
        self._in_a_row = self._in_a_row + 1 if is_in_a_row else 1
        self.last = now
        return self._in_a_row >= _FLOOD

    def let_through(self) -> None:
        """Record an accepted command: earlier rejections no longer count."""
        self._in_a_row = 0
