"""Of several who leave within a moment, only the first is announced."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.leave
    last: dict[str, float] = {}

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        now, before = member.connection.now(), last.get(member.room_name, 0.0)
        last[member.room_name] = now
        told = sound(self, member)
        return untold(told) if now - before < 0.01 else told

    Room.leave = leave  # type: ignore[method-assign]
