"""Whoever has gone too fast once may never speak again."""

from server.core.rate_limit import TokenBucket


def bend() -> None:
    sound = TokenBucket.take

    def take(self: TokenBucket, now: float) -> float:
        wait = sound(self, now)
        if wait:
            self._full_at = float("inf")
        return wait

    TokenBucket.take = take  # type: ignore[method-assign]
