"""What every broker promises, be it in memory, in a file or on another machine.

``tests/server/brokers/`` runs one set of tests on all of them.
"""

from collections.abc import Sequence
from typing import Protocol

from server.core.events import ChatMessage, History, PresentUser
from server.core.history_query import HistoryQuery

DEDUP_WINDOW = (
    5 * 60 * 1_000_000
)  # microseconds for which a client's own id of a message is remembered


class InvalidHistoryFile(Exception):
    """A history file cannot be used; the text says why, where, and what to do."""


class StoreUnavailable(Exception):
    """Nothing can be kept at present; the text says why. Nothing of what was begun is kept."""


class Store(Protocol):
    """Gives messages their place in the one order of their room, keeps them, and reads them back.

    All of it, also who is here, happens in the order of the calls. An ``is_instant`` broker never
    waits for anything; any other is called away from the event loop, by one thread at a time.
    """

    is_instant: bool

    def append(self, room: str, message: ChatMessage) -> ChatMessage:
        """Gives ``message`` its place, behind all others, and keeps it.

        Returns it; or the first one, and keeps nothing, when the same person sent one with the
        same ``client_id`` in this room within ``DEDUP_WINDOW``. May raise ``StoreUnavailable``;
        then the
        next ``commit`` raises it too.
        """

    def first(self, room: str, message: ChatMessage) -> ChatMessage | None:
        """What ``append`` would return instead of ``message``; None if that is no repetition."""

    def append_all(self, room: str, messages: Sequence[ChatMessage]) -> None:
        """``append`` for each of ``messages``, none of which has a ``client_id``."""

    def read_history(self, room: str, query: HistoryQuery) -> History:
        """What is kept of a room, oldest first, also what is not committed yet. Of more than
        ``MAX_HISTORY_CHARACTERS`` characters the newest. Not complete when something that
        ``query`` asks
        for is left out, is no longer kept, or may have been before this broker knew of the room.
        May raise ``StoreUnavailable``."""

    def enter(self, room: str, name: str) -> int:
        """Somebody is here, on one more connection; how many different people are here now."""

    def leave(self, room: str, name: str) -> int:
        """Undoes one ``enter``; how many different people are still here."""

    def here(self, room: str) -> tuple[PresentUser, ...]:
        """Who is here, in the order in which they came."""

    def commit(self) -> None:
        """From here on nothing of what was appended can be lost. May raise ``StoreUnavailable``,
        and
        then nothing that was appended since the last ``commit`` is kept. After a failure it finds
        out whether things can be kept again, even if nothing was appended."""

    def close(self) -> None:
        """Lets go of what it holds; nothing is called afterwards."""
