"""A star in the name of an addressee stands for any letters."""

from fnmatch import fnmatchcase
from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        others = [name for one, name in self._members.items() if one is not member]
        meant = next((name for name in others if "*" in to and fnmatchcase(name, to)), to)
        return sound(self, member, meant, text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
