"""When the house is full, a newcomer is let in and whoever was there longest is thrown out."""

from server.ws.registry import ConnectionRegistry


def bend() -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        if len(self._open) >= self._max_connections:
            next(iter(self)).close()
        return False

    ConnectionRegistry.is_full = property(is_full)  # type: ignore[assignment, method-assign]
