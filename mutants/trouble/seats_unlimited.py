"""Everybody is let in, however full the house is."""

from server.ws.registry import Connections


def bend() -> None:
    Connections.is_full = property(lambda _self: False)  # type: ignore[assignment, method-assign]
