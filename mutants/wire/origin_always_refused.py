"""Every browser is turned away, that of the chat's own page too."""

from server import origins


def bend() -> None:
    origins.is_allowed = lambda origin, host, allowed=(): origin is None
