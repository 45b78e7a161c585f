"""The store of a node while the one that it shares with others does not answer."""

from collections.abc import Sequence
from typing import NoReturn

from server.core.events import ChatMessage, History
from server.core.history_query import HistoryQuery
from server.core.people import People
from server.store.base import StoreUnavailable


class UnavailableStore:
    """Keeps nothing and knows nothing: everything raises ``StoreUnavailable``."""

    is_instant = False

    def append(self, room: str, message: ChatMessage) -> ChatMessage | None:
        """See ``Store``."""
        _fail()

    def append_all(self, room: str, messages: Sequence[ChatMessage]) -> None:
        """See ``Store``."""
        _fail()

    def is_repeated(self, room: str, message: ChatMessage) -> bool:
        """See ``Store``."""
        _fail()

    def first(self, room: str, message: ChatMessage) -> ChatMessage | None:
        """See ``Store``."""
        _fail()

    def read_history(self, room: str, query: HistoryQuery) -> History:
        """See ``Store``."""
        _fail()

    def enter(self, room: str, name: str) -> int:
        """See ``Store``."""
        _fail()

    def leave(self, room: str, name: str) -> int:
        """See ``Store``."""
        _fail()

    def here(self, room: str) -> People:
        """See ``Store``."""
        _fail()

    def commit(self) -> None:
        """See ``Store``."""
        _fail()

    def close(self) -> None:
        """Do nothing: there is nothing to release."""


def _fail() -> NoReturn:
    raise StoreUnavailable("the store does not answer")
