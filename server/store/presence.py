"""Presence: the users in each room, with their number of connections."""

from collections.abc import Iterator

from server.core.events import PresentUser
from server.core.people import People, UserPage

MOST_OF_PAGE = 64  # users


class _OpenPage:
    """The users of a page by name, and the page made of them, until one of them changes."""

    __slots__ = ("made", "users")

    def __init__(self) -> None:
        self.users: dict[str, PresentUser] = {}
        self.made: UserPage | None = None

    def page(self) -> UserPage:
        if self.made is None:
            self.made = UserPage(tuple(self.users.values()))
        return self.made

    def put(self, user: PresentUser) -> None:
        self.users[user.name] = user
        self.made = None

    def remove(self, name: str) -> None:
        del self.users[name]
        self.made = None


class RoomPresence:
    """The users in one room, in the order in which they joined."""

    __slots__ = ("_count", "_pages")

    def __init__(self) -> None:
        self._pages: list[_OpenPage] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PresentUser]:
        return iter(self.people())

    def __contains__(self, name: str) -> bool:
        return self._page_of(name) is not None

    def enter(self, name: str) -> None:
        """Add a connection of ``name``."""
        page = self._page_of(name)
        if page is not None:
            page.put(PresentUser(name, page.users[name].connections + 1))
            return
        if not self._pages or len(self._pages[-1].users) >= MOST_OF_PAGE:
            self._pages.append(_OpenPage())
        self._pages[-1].put(PresentUser(name, 1))
        self._count += 1

    def leave(self, name: str) -> None:
        """Remove a connection of ``name``; no effect without one."""
        page = self._page_of(name)
        if page is None:
            return
        before = page.users[name]
        if before.connections > 1:
            page.put(PresentUser(name, before.connections - 1))
            return
        page.remove(name)
        self._count -= 1
        self._tidy(page)

    def people(self) -> People:
        """Return the users; lists share the pages that have not changed."""
        return People(tuple([page.page() for page in self._pages]))

    def _page_of(self, name: str) -> _OpenPage | None:
        for page in self._pages:
            if name in page.users:
                return page
        return None

    def _tidy(self, page: _OpenPage) -> None:
        """Unite ``page`` with the one before it if both are small, so that pages stay few."""
        position = self._pages.index(page)
        before = self._pages[position - 1] if position else None
        if before is not None and len(before.users) + len(page.users) <= MOST_OF_PAGE // 2:
            before.users |= page.users
            before.made = None
            del self._pages[position]
        elif not page.users:
            del self._pages[position]


_NOBODY = RoomPresence()


class Presence:
    """Users by room; a room without users is forgotten."""

    def __init__(self) -> None:
        self.rooms: dict[str, RoomPresence] = {}

    def __contains__(self, room: str) -> bool:
        return room in self.rooms

    def enter(self, room: str, name: str) -> int:
        """Add a connection of ``name``; return the number of different users in the room."""
        present = self.rooms.get(room)
        if present is None:
            present = self.rooms[room] = RoomPresence()
        present.enter(name)
        return len(present)

    def leave(self, room: str, name: str) -> int:
        """Remove a connection of ``name``; return the number of different users still in the
        room."""
        present = self.rooms.get(room, _NOBODY)
        present.leave(name)
        if not present:
            self.rooms.pop(room, None)
        return len(present)

    def here(self, room: str) -> People:
        """Return the users in ``room``, in the order in which they joined."""
        return self.rooms.get(room, _NOBODY).people()
