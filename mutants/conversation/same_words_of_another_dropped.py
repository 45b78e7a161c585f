"""What somebody else has just said is taken for a duplicate."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Effect
from server.core.events import PublicMessage
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.send_message
    last: dict[str, tuple[Any, str]] = {}

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        before, words = last.get(member.room_name, (None, ""))
        last[member.room_name] = (member, text)
        said = sound(self, member, text, client_id)
        is_repeated = before not in (None, member) and words == text
        return [] if is_repeated and isinstance(said[-1], PublicMessage) else said

    Room.send_message = send_message  # type: ignore[method-assign]
