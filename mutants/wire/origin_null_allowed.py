"""A page without an origin of its own (null) may connect."""

from server import origins


def bend() -> None:
    sound = origins.is_allowed
    origins.is_allowed = lambda origin, host, allowed=(): sound(
        None if origin == "null" else origin, host, allowed
    )
