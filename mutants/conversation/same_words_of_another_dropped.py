"""What somebody else has just said is taken for a duplicate."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Delivery
from server.core.events import Said
from server.core.room import Room


def bend() -> None:
    say_each()
    sound = Room.say
    last: dict[str, tuple[Any, str]] = {}

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        before, words = last.get(member.room_name, (None, ""))
        last[member.room_name] = (member, text)
        said = sound(self, member, text, client_id)
        is_repeated = before not in (None, member) and words == text
        return [] if is_repeated and isinstance(said[-1], Said) else said

    Room.say = say  # type: ignore[method-assign]
