"""Who is in which room, counted by name."""

from server.events import Present


class Presence:
    """People by room, in the order in which they came; a room without people is forgotten."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, int]] = {}

    def __contains__(self, room: str) -> bool:
        return room in self._rooms

    def enter(self, room: str, name: str) -> int:
        """One more connection of ``name``; how many different people are here."""
        people = self._rooms.setdefault(room, {})
        people[name] = people.get(name, 0) + 1
        return len(people)

    def leave(self, room: str, name: str) -> int:
        """One connection of ``name`` less; how many different people are still here."""
        people = self._rooms.get(room, {})
        if name not in people:
            return len(people)
        people[name] -= 1
        if not people[name]:
            del people[name]
        if not people:
            del self._rooms[room]
        return len(people)

    def here(self, room: str) -> tuple[Present, ...]:
        """All who are in ``room``."""
        people = self._rooms.get(room, {})
        return tuple(Present(name, count) for name, count in people.items())
