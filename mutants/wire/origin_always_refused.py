"""Every browser is turned away, that of the chat's own page too."""

from server.ws import origin


def bend() -> None:
    origin.is_allowed = lambda origin, host, allowed=(): origin is None
