"""When the house is full, a newcomer is let in and whoever was there longest is thrown out."""

from server.ws.registry import Connections


def bend() -> None:
    def is_full(self: Connections) -> bool:
        if len(self._open) >= self._max_connections:
            next(iter(self)).close()
        return False

    Connections.is_full = property(is_full)  # type: ignore[assignment, method-assign]
