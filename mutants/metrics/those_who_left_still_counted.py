"""Connections that have ended are still counted."""

from server.ws.registry import Connections


def bend() -> None:
    Connections.__len__ = lambda self: self._numbers  # type: ignore[method-assign]
