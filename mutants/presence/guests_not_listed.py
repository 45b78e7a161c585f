"""Guests without a name are not on the list of who is here."""

from server.core.events import PresentUser
from server.core.names import ANONYMOUS
from server.store.presence import Presence


def bend() -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(one for one in sound(self, room) if one.name != ANONYMOUS)

    Presence.here = here  # type: ignore[method-assign]
