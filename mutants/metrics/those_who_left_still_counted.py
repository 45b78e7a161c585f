"""Connections that have ended are still counted."""

from server.ws.registry import ConnectionRegistry


def bend() -> None:
    ConnectionRegistry.__len__ = lambda self: self._numbers  # type: ignore[method-assign]
