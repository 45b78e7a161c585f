"""What waits for a reader who takes nothing grows without bound."""

from server.ws.connection import Connection


def bend() -> None:
    Connection._is_too_slow = lambda self, size: False  # type: ignore[method-assign]
