"""The list of who is here has everybody on one connection, however many they have."""

from server.core.events import PresentUser
from server.store.presence import Presence


def bend() -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(PresentUser(p.name, 1) for p in sound(self, room))

    Presence.here = here  # type: ignore[method-assign]
