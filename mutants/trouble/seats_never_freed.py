"""A seat that somebody left is never free again."""

from server.ws.registry import ConnectionRegistry


def bend() -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        return self._numbers >= self._max_connections

    ConnectionRegistry.is_full = property(is_full)  # type: ignore[assignment, method-assign]
