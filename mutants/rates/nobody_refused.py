"""Nobody is refused, however fast they go."""

from server.core.rate_limit import TokenBucket


def bend() -> None:
    TokenBucket.take = lambda self, now: 0.0  # type: ignore[method-assign]
