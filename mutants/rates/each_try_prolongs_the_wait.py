"""Whoever goes too fast must wait longer each time they try, as if they had been heard."""

from server.core.rate_limit import TokenBucket


def bend() -> None:
    sound = TokenBucket.take

    def take(self: TokenBucket, now: float) -> float:
        wait = sound(self, now)
        if wait:
            self._full_at += self._interval
        return wait

    TokenBucket.take = take  # type: ignore[method-assign]
