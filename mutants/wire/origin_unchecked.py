"""Pages of any origin may connect."""

from server import origins


def bend() -> None:
    origins.is_allowed = lambda origin, host, allowed=(): True
