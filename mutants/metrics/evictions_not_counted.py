"""Readers that are cut since they are too slow are not counted."""

from server.ws.registry import Connections


def bend() -> None:
    Connections.evicted = lambda self: None  # type: ignore[method-assign]
