"""Token buckets that connections share: one for each key, such as a name or an address.

Pure: the caller passes the time, in seconds on a monotonic clock.
"""

from server.core.rate_limit import Rate, wait_for_token

MOST = 100_000  # buckets
_FEWEST_SWEPT = 1024  # buckets: looking through fewer is not worth it
_GIVEN_UP = 4  # one in so many buckets makes room when there are too many


class SharedBuckets:
    """Buckets of one rate, each full at the start and forgotten once it is full again.

    At most ``most`` are kept. When that many are not full, the fullest are forgotten first: their
    owners gain the least.
    """

    def __init__(self, rate: Rate, most: int = MOST) -> None:
        self._interval = rate.interval
        self._time_to_fill = rate.seconds
        self._most = most
        self._sweep_at = min(_FEWEST_SWEPT, most)  # number of buckets
        self._full_at: dict[str, float] = {}  # when each bucket that is not full will be

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, key: str, now: float) -> float:
        """Return the seconds until ``key`` can take a token, and take none."""
        return wait_for_token(self._full_at.get(key, now), now, self._interval, self._time_to_fill)

    def take(self, key: str, now: float) -> float:
        """Take a token of ``key`` and return 0.0, or return the seconds until it can take one."""
        wait = self.wait(key, now)
        if not wait:
            if key not in self._full_at and len(self._full_at) >= self._sweep_at:
                self._sweep(now)
            self._full_at[key] = max(self._full_at.get(key, now), now) + self._interval
        return wait

    def _sweep(self, now: float) -> None:
        """Forget the full buckets, and the fullest others where few would be gone.

        The next sweep comes after as many new buckets as would pay for it.
        """
        kept = {key: full_at for key, full_at in self._full_at.items() if full_at > now}
        surplus = len(kept) - self._most + max(1, self._most // _GIVEN_UP)
        if surplus > 0:
            level = sorted(kept.values())[surplus - 1]
            fullest = [key for key, full_at in kept.items() if full_at <= level]
            for key in fullest[:surplus]:
                del kept[key]
        self._full_at = kept
        self._sweep_at = min(max(_FEWEST_SWEPT, 2 * len(kept)), self._most)
