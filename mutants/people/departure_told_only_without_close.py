"""Whoever says goodbye properly is not announced as left; whoever is lost is."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import Room
from server.ws.close_codes import CloseCode


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_lost = member.connection.close_code == CloseCode.ABNORMAL
        told = sound(self, member)
        return told if is_lost else untold(told)

    Room.leave = leave  # type: ignore[method-assign]
