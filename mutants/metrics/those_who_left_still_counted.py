"""Connections that have ended are still counted."""

from server.connections import Connections


def bend() -> None:
    Connections.__len__ = lambda self: self._numbers  # type: ignore[method-assign]
