"""Guests without a name are not on the list of who is here."""

from server.brokers.presence import Presence
from server.core.events import Present
from server.core.names import ANONYMOUS


def bend() -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[Present, ...]:
        return tuple(one for one in sound(self, room) if one.name != ANONYMOUS)

    Presence.here = here  # type: ignore[method-assign]
