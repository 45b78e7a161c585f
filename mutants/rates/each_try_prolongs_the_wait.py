"""Whoever goes too fast must wait longer each time they try, as if they had been heard."""

from server.core.rate_limit import Bucket


def bend() -> None:
    sound = Bucket.take

    def take(self: Bucket, now: float) -> float:
        wait = sound(self, now)
        if wait:
            self._full_at += self._interval
        return wait

    Bucket.take = take  # type: ignore[method-assign]
