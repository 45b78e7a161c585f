"""Presence: the users in each room, with their number of connections."""

from server.core.events import PresentUser


class Presence:
    """Users by room, in the order in which they joined; a room without users is forgotten.

    They are stored as they are sent: in a large room every joining client receives all of them.
    """

    def __init__(self) -> None:
        self.rooms: dict[str, dict[str, PresentUser]] = {}

    def __contains__(self, room: str) -> bool:
        return room in self.rooms

    def enter(self, room: str, name: str) -> int:
        """Add a connection of ``name``; return the number of different users in the room."""
        people = self.rooms.setdefault(room, {})
        before = people.get(name)
        people[name] = PresentUser(name, 1 if before is None else before.connections + 1)
        return len(people)

    def leave(self, room: str, name: str) -> int:
        """Remove a connection of ``name``; return the number of different users still in the
        room."""
        people = self.rooms.get(room, {})
        before = people.get(name)
        if before is None:
            return len(people)
        if before.connections > 1:
            people[name] = PresentUser(name, before.connections - 1)
        else:
            del people[name]
        if not people:
            del self.rooms[room]
        return len(people)

    def here(self, room: str) -> tuple[PresentUser, ...]:
        """Return the users in ``room``."""
        return tuple(self.rooms.get(room, {}).values())
