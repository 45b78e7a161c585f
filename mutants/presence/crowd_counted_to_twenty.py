"""No more than twenty people are ever counted."""

from server.store.presence import Presence


def bend() -> None:
    enter, leave = Presence.enter, Presence.leave

    def entered(self: Presence, room: str, name: str) -> int:
        return min(20, enter(self, room, name))

    def left(self: Presence, room: str, name: str) -> int:
        return min(20, leave(self, room, name))

    Presence.enter, Presence.leave = entered, left  # type: ignore[method-assign]
