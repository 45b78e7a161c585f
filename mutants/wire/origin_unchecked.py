"""Pages of any origin may connect."""

from server.ws import origin


def bend() -> None:
    origin.is_allowed = lambda origin, host, allowed=(): True
