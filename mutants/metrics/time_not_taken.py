"""Nobody takes the time that a message needs."""

from server.counts import Counts


def bend() -> None:
    Counts.time_messages = lambda self, seconds: None  # type: ignore[method-assign]
