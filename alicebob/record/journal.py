"""Everything said, done and heard during one scenario, by everybody, in one order.

An act is written down before it is done, a hearing after it was heard. So when one entry stands
before another, what it tells of really came before: the laws rest on that.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from alicebob.dialects import Dialect
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import ReceivedEvent, RejectionReason
from alicebob.model.sent import Join, Request, SetTyping

MOST_PATIENCES = 10  # a wait that is always given news ends after so many all the same


@dataclass(frozen=True, slots=True, eq=False)
class Connection:
    """One connection of one user: who holds it, what the chat calls them there, in which room.

    ``since`` is the last id that they know, when they come back and ask for what they missed.
    """

    number: int
    user: str
    name: str
    room: str
    is_probe: bool = False
    dialect: Dialect = PLAIN
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Connecting:
    """A handshake is about to begin."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The user has its 101, or the answer to its word: from now on it is in."""


@dataclass(frozen=True, slots=True)
class ConnectRejected:
    """The handshake was answered with something else than 101; or the word by which one joins was
    refused, then there is no ``status``."""

    status: int | None
    body: str


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A message is about to be sent; a ``fence`` is a marker of the harness."""

    text: str
    fence: bool = False
    to: str | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class RequestSent:
    """A word that is no message is about to be sent; a ``fence`` is one of the harness."""

    client_message: Join | SetTyping | Request
    fence: bool = False


@dataclass(frozen=True, slots=True)
class InvalidSent:
    """A text is about to be sent that is nothing in its dialect: it is to be refused, for any
    reason if none is named."""

    what: str
    reason: RejectionReason | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementSent:
    """The operator is about to announce something in the rooms ``to``; everywhere if None."""

    text: str
    room: str | None = None


@dataclass(frozen=True, slots=True)
class BytesSent:
    """Bytes are about to be sent that may be no message: the server may end the line."""

    what: str


@dataclass(frozen=True, slots=True)
class EventReceived:
    """Something arrived; a ``fence`` is a marker of the harness."""

    received: ReceivedEvent
    fence: bool = False


@dataclass(frozen=True, slots=True)
class ReadingStopped:
    """The user stops reading, as a stuck or vanished client does, and keeps its line."""


@dataclass(frozen=True, slots=True)
class ReadingResumed:
    """The user reads again."""


@dataclass(frozen=True, slots=True)
class Disconnecting:
    """The user is about to end its line."""

    how: str


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The line has ended, as its user saw it; 1006 when no Close came."""

    code: int
    reason: str


ClientAct = MessageSent | RequestSent | InvalidSent | AnnouncementSent | BytesSent
JournalEvent = (
    Connecting
    | Connected
    | ConnectRejected
    | ClientAct
    | EventReceived
    | ReadingStopped
    | ReadingResumed
    | Disconnecting
    | Disconnected
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened on one line, ``at`` seconds since the scenario began."""

    at: float
    connection: Connection
    what: JournalEvent


@dataclass
class Journal:
    """The entries, in the order in which they were written; safe from any thread."""

    clock: Callable[[], float] = time.monotonic
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._began = self.clock()
        self._grown = threading.Condition()

    def write(self, connection: Connection, what: JournalEvent) -> None:
        """Adds an entry, with the time, and wakes whoever waits for news."""
        with self._grown:
            self.entries.append(Entry(self.clock() - self._began, connection, what))
            self._grown.notify_all()

    def news(self) -> None:
        """Wakes whoever waits: something happened that is not written down."""
        with self._grown:
            self._grown.notify_all()

    def wait_until(self, is_so: Callable[[], bool], patience: float) -> bool:
        """Waits until ``is_so()``; gives up when nothing at all has happened for ``patience``
        seconds, or when it took ``MOST_PATIENCES`` times as long in all. Returns whether it came
        to be so.
        """
        end = self.clock() + MOST_PATIENCES * patience
        with self._grown:
            while not is_so():
                if not self._grown.wait(min(patience, max(0.0, end - self.clock()))):
                    return is_so()
        return True
