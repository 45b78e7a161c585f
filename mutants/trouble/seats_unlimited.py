"""Everybody is let in, however full the house is."""

from server.ws.registry import ConnectionRegistry


def bend() -> None:
    ConnectionRegistry.is_full = property(lambda _self: False)  # type: ignore[assignment, method-assign]
