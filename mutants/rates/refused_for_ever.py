"""Whoever has gone too fast once may never speak again."""

from server.core.rate_limit import Bucket


def bend() -> None:
    sound = Bucket.take

    def take(self: Bucket, now: float) -> float:
        wait = sound(self, now)
        if wait:
            self._full_at = float("inf")
        return wait

    Bucket.take = take  # type: ignore[method-assign]
