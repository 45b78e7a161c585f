"""When somebody leaves, those who stay are told a number in which they are still counted."""

from server.store.presence import Presence


def bend() -> None:
    sound = Presence.leave

    def leave(self: Presence, room: str, name: str) -> int:
        before = len(self._rooms.get(room, {}))
        sound(self, room, name)
        return before

    Presence.leave = leave  # type: ignore[method-assign]
