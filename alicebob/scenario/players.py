"""The ways in which users are played: with a WebSocket of the suite, or on a page in a browser."""

from enum import StrEnum

from alicebob.dialects.base import Dialect

MOST_PAGES = 4
"""Users of one scenario who are on pages: a crowd of browsers would test the machine."""


class Via(StrEnum):
    """The way in which the users of a run are played; with ``MIXED`` every other one is on a
    page."""

    SOCKET = "socket"
    BROWSER = "browser"
    MIXED = "mixed"


class Players:
    """Chooses for one scenario who is on a page. The first of several users always is."""

    def __init__(self, via: Via = Via.SOCKET, paged: Dialect | None = None) -> None:
        """``paged`` is the dialect of users on the page; None without a page."""
        self.paged = paged
        self.crowd = 0  # users with sockets because there are enough on pages
        self._via = Via.SOCKET if paged is None else via
        self._chosen: dict[str, Dialect | None] = {}

    def dialect(self, label: str) -> Dialect | None:
        """Return the dialect of a user who is on a page; None for any other."""
        if label not in self._chosen:
            self._chosen[label] = self.paged if self._is_next_on_page() else None
        return self._chosen[label]

    def _is_next_on_page(self) -> bool:
        on_pages = sum(each is not None for each in self._chosen.values())
        if self._via is Via.SOCKET or (self._via is Via.MIXED and len(self._chosen) % 2 == 1):
            return False
        has_room = on_pages < MOST_PAGES
        self.crowd += not has_room
        return has_room
