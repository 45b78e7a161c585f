"""A private message finds its addressee whether or not the name is in the right case."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        known = {name.lower(): name for name in self._members.values()}
        return sound(self, member, known.get(to.lower(), to), text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
