"""The stores under test. A further one is a line here, and a function that makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from server.core.events import ChatMessage, PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery
from server.store.base import Store
from server.store.memory import MemoryStore
from server.store.sqlite import SqliteStore

NOON = 1_800_000_000_000_000  # microseconds since the epoch, as places are
SECOND = 1_000_000  # microseconds


@dataclass
class HandClock:
    """A clock that goes when it is told to."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


class Make(Protocol):
    """Make a store."""

    def __call__(
        self, limit: int = 1_000, most_rooms: int = 100, clock: HandClock | None = None
    ) -> Store: ...


def memory(_folder: Path, limit: int, most_rooms: int, clock: HandClock) -> Store:
    return MemoryStore(limit, most_rooms, clock, clock)


def sqlite(folder: Path, limit: int, most_rooms: int, clock: HandClock) -> Store:
    return SqliteStore(folder / "chat.db", limit, most_rooms, clock, clock)


KINDS: dict[str, Callable[[Path, int, int, HandClock], Store]] = {
    "memory": memory,
    "sqlite": sqlite,
}


def send_message(store: Store, text: str, room: str = "lobby", name: str = "Alice") -> int:
    """Append a message and return its sequence number."""
    return append(store, PublicMessage(name, text), room).sequence


def send_private(store: Store, text: str, name: str, to: str, room: str = "lobby") -> int:
    return append(store, PrivateMessage(name, to, text), room).sequence


def append(store: Store, message: ChatMessage, room: str = "lobby") -> ChatMessage:
    kept = store.append(room, message)
    store.commit()
    assert kept is not None
    return kept


def uncommitted(store: Store, text: str) -> int:
    """Append a message without a commit, and return its sequence number."""
    kept = store.append("lobby", PublicMessage("Alice", text))
    assert kept is not None
    return kept.sequence


def texts(store: Store, query: HistoryQuery = HistoryQuery(), room: str = "lobby") -> list[str]:  # noqa: B008
    """Return the messages of a history query."""
    return [message.text for message in store.read_history(room, query).messages]


def is_complete(store: Store, query: HistoryQuery = HistoryQuery(), room: str = "lobby") -> bool:  # noqa: B008
    return store.read_history(room, query).is_complete
