"""Nobody takes the time that a message needs."""

from server.chat.counters import Counters


def bend() -> None:
    Counters.time_messages = lambda self, seconds: None  # type: ignore[method-assign]
