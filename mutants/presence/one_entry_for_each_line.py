"""Somebody who is here twice stands twice on the list of who is here."""

from server.core.events import PresentUser
from server.store.presence import Presence


def bend() -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(
            PresentUser(p.name, 1) for p in sound(self, room) for _ in range(p.connections)
        )

    Presence.here = here  # type: ignore[method-assign]
