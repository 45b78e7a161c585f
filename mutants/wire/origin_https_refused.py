"""A page that came over HTTPS, through a proxy, is turned away."""

from server import origins


def bend() -> None:
    sound = origins.is_allowed
    origins.is_allowed = lambda origin, host, allowed=(): (
        sound(origin, host, allowed) and not str(origin).startswith("https:")
    )
