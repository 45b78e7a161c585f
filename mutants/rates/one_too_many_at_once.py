"""One message more than the limit tells may come at once."""

from server.core.rate_limit import Bucket, Rate


def bend() -> None:
    sound = Bucket.__init__

    def begin(self: Bucket, rate: Rate, now: float) -> None:
        sound(self, rate, now)
        self._time_to_fill += self._interval

    Bucket.__init__ = begin  # type: ignore[method-assign]
