"""A page may connect if its origin begins like this server's."""

from server.ws import origin


def bend() -> None:
    origin.is_allowed = lambda origin, host, allowed=(): (
        origin is None or origin.startswith((f"http://{host}", f"https://{host}"))
    )
