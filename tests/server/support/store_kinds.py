"""The brokers that are on trial. Another one is a line here, and a way to make it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from server.core.events import Message, Said, Whispered
from server.core.history_query import Query
from server.store.base import Broker
from server.store.memory import MemoryBroker
from server.store.sqlite import SqliteBroker

NOON = 1_800_000_000_000_000  # microseconds since the epoch, as places are
SECOND = 1_000_000  # microseconds


@dataclass
class HandClock:
    """A clock that goes when it is told to."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


class Make(Protocol):
    """Makes a broker."""

    def __call__(
        self, limit: int = 1_000, most_rooms: int = 100, clock: HandClock | None = None
    ) -> Broker: ...


def memory(_folder: Path, limit: int, most_rooms: int, clock: HandClock) -> Broker:
    return MemoryBroker(limit, most_rooms, clock)


def sqlite(folder: Path, limit: int, most_rooms: int, clock: HandClock) -> Broker:
    return SqliteBroker(folder / "chat.db", limit, most_rooms, clock)


KINDS: dict[str, Callable[[Path, int, int, HandClock], Broker]] = {
    "memory": memory,
    "sqlite": sqlite,
}


def say(broker: Broker, text: str, room: str = "lobby", name: str = "Alice") -> int:
    """Says something that is kept; its place."""
    return append(broker, Said(name, text), room).place


def whisper(broker: Broker, text: str, name: str, to: str, room: str = "lobby") -> int:
    return append(broker, Whispered(name, to, text), room).place


def append(broker: Broker, message: Message, room: str = "lobby") -> Message:
    kept = broker.append(room, message)
    broker.commit()
    return kept


def texts(broker: Broker, query: Query = Query(), room: str = "lobby") -> list[str]:  # noqa: B008
    """What is recalled."""
    return [message.text for message in broker.recall(room, query).messages]


def is_complete(broker: Broker, query: Query = Query(), room: str = "lobby") -> bool:  # noqa: B008
    return broker.recall(room, query).is_complete
