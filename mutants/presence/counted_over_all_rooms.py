"""The people of all rooms are counted together."""

from server.store.presence import Presence


def bend() -> None:
    enter, leave = Presence.enter, Presence.leave

    def everybody(self: Presence) -> int:
        return sum(map(len, self._rooms.values()))

    def entered(self: Presence, room: str, name: str) -> int:
        enter(self, room, name)
        return everybody(self)

    def left(self: Presence, room: str, name: str) -> int:
        leave(self, room, name)
        return everybody(self)

    Presence.enter, Presence.leave = entered, left  # type: ignore[method-assign]
