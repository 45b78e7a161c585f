"""Whoever leaves stays on the list of who is here."""

from server.core.events import PresentUser
from server.store.presence import Presence


def bend() -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        count = sound(self, room, name)
        self._rooms.setdefault(room, {}).setdefault(name, PresentUser(name, 1))
        return count

    Presence.leave = leave  # type: ignore[method-assign]
