"""Who writes a longer name than anybody has reaches the one whose name it begins with."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        names = self._members.values()
        is_here = to in names
        meant = next((name for name in names if not is_here and to.startswith(name)), to)
        return sound(self, member, meant, text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
