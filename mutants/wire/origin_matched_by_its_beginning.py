"""A page may connect if its origin begins like this server's."""

from server import origins


def bend() -> None:
    origins.is_allowed = lambda origin, host, allowed=(): (
        origin is None or origin.startswith((f"http://{host}", f"https://{host}"))
    )
