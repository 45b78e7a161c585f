"""A page without an origin of its own (null) may connect."""

from server.ws import origin


def bend() -> None:
    sound = origin.is_allowed
    origin.is_allowed = lambda origin, host, allowed=(): sound(
        None if origin == "null" else origin, host, allowed
    )
