"""How much one sender may say: a rate, the bucket that keeps it, and what makes a flood.

Pure: whoever asks brings the time, in seconds on a clock that never goes back.
"""

import re
from dataclasses import dataclass

_RATE = re.compile(r"([0-9]{1,7})/([smh])")
_PERIODS = {"s": 1.0, "m": 60.0, "h": 3600.0}  # seconds
_MOST = 1_000_000  # in one period
_ROUNDING = 1e-6  # seconds: who comes back exactly when told to must not be early by a rounding
_FLOOD = 10  # refusals in a row
_PAUSE = 1.0  # seconds after which a refusal begins a new row


@dataclass(frozen=True, slots=True)
class Rate:
    """``count`` in so many ``seconds``; all of them may come at once."""

    count: int
    seconds: float

    def __str__(self) -> str:
        unit = next(unit for unit, seconds in _PERIODS.items() if seconds == self.seconds)
        return f"{self.count}/{unit}"


def parse(text: str) -> Rate:
    """The rate that is written as ``10/s``, ``100/m`` or ``20/h``. Raises ``ValueError`` with a
    sentence."""
    found = _RATE.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= _MOST:
        raise ValueError(
            f"a rate looks like 10/s, 100/m or 20/h, with 1 to {_MOST} in front, not {text!r}"
        )
    return Rate(int(found[1]), _PERIODS[found[2]])


class TokenBucket:
    """What one sender has left of its rate: a token bucket, full at the beginning.

    It is kept as the time at which it will be full again, which is one number for each sender.
    """

    __slots__ = ("_full_at", "_interval", "_time_to_fill")

    def __init__(self, rate: Rate, now: float) -> None:
        self._interval = rate.seconds / rate.count  # between two tokens
        self._time_to_fill = rate.seconds
        self._full_at = now

    def take(self, now: float) -> float:
        """0.0: let through, and a token is gone. Else the seconds until the next is let through."""
        full_at = max(self._full_at, now) + self._interval
        wait = full_at - now - self._time_to_fill
        if wait > _ROUNDING:
            return wait
        self._full_at = full_at
        return 0.0


class RejectionStreak:
    """Tells a flood from somebody in a hurry: ten refusals in a row, each at most a second after
    the one before, and nothing let through in between."""

    __slots__ = ("_in_a_row", "_last")

    def __init__(self) -> None:
        self._in_a_row = 0
        self._last = 0.0

    def refuse(self, now: float) -> bool:
        """One more was refused; whether its sender is a flood by now."""
        is_in_a_row = self._in_a_row and now - self._last <= _PAUSE
        self._in_a_row = self._in_a_row + 1 if is_in_a_row else 1
        self._last = now
        return self._in_a_row >= _FLOOD

    def let_through(self) -> None:
        """One was let through: what was refused before does not count any more."""
        self._in_a_row = 0
