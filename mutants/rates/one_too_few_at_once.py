"""One message fewer than the limit tells may come at once."""

from server.core.rate_limit import Rate, TokenBucket


def bend() -> None:
    sound = TokenBucket.__init__

    def init(self: TokenBucket, rate: Rate, now: float) -> None:
        sound(self, rate, now)
        self._time_to_fill -= self._interval

    TokenBucket.__init__ = init  # type: ignore[method-assign]
