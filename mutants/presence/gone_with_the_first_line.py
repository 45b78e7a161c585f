"""When somebody who is here twice leaves once, they are no longer on the list."""

from server.store.presence import Presence


def bend() -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        while name in self._rooms.get(room, {}):
            sound(self, room, name)
        return len(self._rooms.get(room, {}))

    Presence.leave = leave  # type: ignore[method-assign]
