"""A page that came over HTTPS, through a proxy, is turned away."""

from server.ws import origin


def bend() -> None:
    sound = origin.is_allowed
    origin.is_allowed = lambda origin, host, allowed=(): (
        sound(origin, host, allowed) and not str(origin).startswith("https:")
    )
