"""Nobody is refused, however fast they go."""

from server.core.rate_limit import Bucket


def bend() -> None:
    Bucket.take = lambda self, now: 0.0  # type: ignore[method-assign]
