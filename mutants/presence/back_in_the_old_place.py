"""Whoever comes back stands on the list where they stood before."""

from server.core.events import PresentUser
from server.store.presence import Presence


def bend() -> None:

    enter, here = Presence.enter, Presence.here
    came: dict[tuple[str, str], int] = {}

    def entered(self: Presence, room: str, name: str) -> int:
        came.setdefault((room, name), len(came))
        return enter(self, room, name)

    def listed(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(sorted(here(self, room), key=lambda one: came[room, one.name]))

    Presence.enter, Presence.here = entered, listed  # type: ignore[method-assign]
