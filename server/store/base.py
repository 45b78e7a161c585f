"""The interface of every store, in memory, in a file or on another machine.

``tests/server/store/`` runs one set of tests on all of them.
"""

from collections.abc import Sequence
from typing import Protocol

from server.core.events import ChatMessage, History
from server.core.history_query import HistoryQuery
from server.core.people import People

# Bytes of a history, unless the settings say otherwise:
MOST_IN_MEMORY, MOST_IN_FILE = 256 * 1024 * 1024, 1024 * 1024 * 1024
DEDUP_WINDOW = 5 * 60 * 1_000_000  # microseconds for which a ``client_id`` is remembered


class InvalidHistoryFile(Exception):
    """Raised for an unusable history file; the message says why, where, and what to do."""


class StoreUnavailable(Exception):
    """Raised when nothing can be stored; the message says why. Nothing since the last commit is
    kept."""


class Store(Protocol):
    """Assigns sequence numbers to the messages of a room, stores them, and reads them back.

    Everything, including presence, happens in the order of the calls. An ``is_instant`` store never
    waits; any other is called outside the event loop, by one thread at a time.
    """

    is_instant: bool

    def append(self, room: str, message: ChatMessage) -> ChatMessage | None:
        """Assign ``message`` the next sequence number, store it and return it.

        If the same user sent a message with the same ``client_id`` in this room within
        ``DEDUP_WINDOW``, store nothing and return ``first``. May raise ``StoreUnavailable``; then
        the next ``commit`` raises it too.
        """

    def is_repeated(self, room: str, message: ChatMessage) -> bool:
        """Return True if ``message`` repeats an earlier one."""

    def first(self, room: str, message: ChatMessage) -> ChatMessage | None:
        """Return the first message that ``message`` repeats; None if there is none, or if it had
        another content and is no longer kept. May raise ``StoreUnavailable``."""

    def append_all(self, room: str, messages: Sequence[ChatMessage]) -> None:
        """Append all ``messages``, none of which has a ``client_id``."""

    def read_history(self, room: str, query: HistoryQuery) -> History:
        """Return the messages of a room that match ``query``, oldest first, including uncommitted
        ones.

        Of more than ``MAX_HISTORY_CHARACTERS`` characters, or ``MAX_HISTORY_MESSAGES`` messages, it
        returns the newest. The history is not complete when a message that matches ``query`` is
        left out, is no longer kept, or may predate this store's knowledge of the room. May raise
        ``StoreUnavailable``.
        """

    def enter(self, room: str, name: str) -> int:
        """Add a connection of ``name`` to a room; return the number of different users in it."""

    def leave(self, room: str, name: str) -> int:
        """Remove a connection of ``name`` from a room; return the number of different users
        still in it."""

    def here(self, room: str) -> People:
        """Return the users in a room, in the order in which they joined."""

    def commit(self) -> None:
        """Make all appended messages durable.

        May raise ``StoreUnavailable``; then no message appended since the last ``commit`` is kept.
        After a failure it checks whether messages can be stored again, even if none was appended.
        """

    def close(self) -> None:
        """Release all resources; no method is called afterwards."""
