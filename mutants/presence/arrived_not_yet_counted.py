"""When somebody comes, all are told a number in which they are not yet counted."""

from server.store.presence import Presence


def bend() -> None:
    sound = Presence.enter

    def enter(self: Presence, room: str, name: str) -> int:
        before = len(self._rooms.get(room, {}))
        sound(self, room, name)
        return before

    Presence.enter = enter  # type: ignore[method-assign]
