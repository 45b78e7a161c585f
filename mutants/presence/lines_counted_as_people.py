"""Somebody who is here twice is counted as two people when others come or go."""

from server.store.presence import Presence


def bend() -> None:
    enter, leave = Presence.enter, Presence.leave

    def lines(self: Presence, room: str) -> int:
        return sum(one.connections for one in self._rooms.get(room, {}).values())

    def entered(self: Presence, room: str, name: str) -> int:
        enter(self, room, name)
        return lines(self, room)

    def left(self: Presence, room: str, name: str) -> int:
        leave(self, room, name)
        return lines(self, room)

    Presence.enter, Presence.leave = entered, left  # type: ignore[method-assign]
