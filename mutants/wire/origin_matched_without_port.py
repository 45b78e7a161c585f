"""A page of another port on this machine may connect."""

from collections.abc import Collection

from server.ws import origin


def bend() -> None:
    sound = origin.is_allowed

    def is_allowed(origin: str | None, host: str, allowed: Collection[str] = ()) -> bool:
        name = host.rpartition(":")[0]
        is_neighbour = origin is not None and origin.startswith(f"http://{name}:")
        return sound(origin, host, allowed) or (is_neighbour and "@" not in str(origin))

    origin.is_allowed = is_allowed
