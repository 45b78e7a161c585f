"""Who is in which room, counted by name."""

from server.core.events import PresentUser


class Presence:
    """People by room, in the order in which they came; a room without people is forgotten.

    They are kept as they are told of: in a crowd every newcomer is told of all.
    """

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, PresentUser]] = {}

    def __contains__(self, room: str) -> bool:
        return room in self._rooms

    def enter(self, room: str, name: str) -> int:
        """One more connection of ``name``; how many different people are here."""
        people = self._rooms.setdefault(room, {})
        before = people.get(name)
        people[name] = PresentUser(name, 1 if before is None else before.connections + 1)
        return len(people)

    def leave(self, room: str, name: str) -> int:
        """One connection of ``name`` less; how many different people are still here."""
        people = self._rooms.get(room, {})
        before = people.get(name)
        if before is None:
            return len(people)
        if before.connections > 1:
            people[name] = PresentUser(name, before.connections - 1)
        else:
            del people[name]
        if not people:
            del self._rooms[room]
        return len(people)

    def here(self, room: str) -> tuple[PresentUser, ...]:
        """All who are in ``room``."""
        return tuple(self._rooms.get(room, {}).values())
