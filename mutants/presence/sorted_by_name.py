"""The list of who is here is in the order of the alphabet, not in that of arrival."""

from server.core.events import PresentUser
from server.store.presence import Presence


def bend() -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return tuple(sorted(sound(self, room), key=lambda one: one.name))

    Presence.here = here  # type: ignore[method-assign]
