"""A seat that somebody left is never free again."""

from server.ws.registry import Connections


def bend() -> None:
    def is_full(self: Connections) -> bool:
        return self._numbers >= self._max_connections

    Connections.is_full = property(is_full)  # type: ignore[assignment, method-assign]
