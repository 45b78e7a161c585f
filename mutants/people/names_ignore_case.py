"""Whoever bears a name that differs only in case from one that is in gets that name."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        known = {other.lower(): other for other in self._members.values()}
        return sound(self, member, known.get(name.lower(), name))

    Room.join = join  # type: ignore[method-assign]
