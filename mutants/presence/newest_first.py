"""The list of who is here begins with whoever came last."""

from server.core.events import PresentUser
from server.store.presence import Presence


def bend() -> None:
    sound = Presence.here

    def here(self: Presence, room: str) -> tuple[PresentUser, ...]:
        return sound(self, room)[::-1]

    Presence.here = here  # type: ignore[method-assign]
