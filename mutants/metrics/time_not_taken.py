"""Nobody takes the time that a message needs."""

from server.chat.counters import Counts


def bend() -> None:
    Counts.time_messages = lambda self, seconds: None  # type: ignore[method-assign]
