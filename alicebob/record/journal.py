"""The journal: everything that users did and received during one scenario, in one order.

An action is written before it is done, a received frame after it has arrived. So an entry that
stands before another really happened before it; the laws rely on that.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from alicebob.model.received import ReceivedEvent, RejectionReason
from alicebob.model.sent import Join, Request, SetTyping
from alicebob.model.wire_facts import WireFacts

MOST_PATIENCES = 10  # the longest wait, in multiples of the patience


@dataclass(frozen=True, slots=True, eq=False)
class Connection:
    """A connection of a user: its owner, the user's name in the chat, the room, and the wire.

    ``since`` is the last id that a returning user knows.
    """

    number: int
    user: str
    name: str
    room: str
    facts: WireFacts
    is_probe: bool = False
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Connecting:
    """The handshake is about to begin."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The client received its 101, or the answer to its join message: it has joined."""


@dataclass(frozen=True, slots=True)
class ConnectRejected:
    """The handshake was not answered with 101; or, without a ``status``, a join was rejected.

    ``retry_after`` is the header of that name, "" without it.
    """

    status: int | None
    body: str
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A message is about to be sent; a ``fence`` is a marker of the suite."""

    text: str
    fence: bool = False
    to: str | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class RequestSent:
    """Another request is about to be sent; a ``fence`` is a marker of the suite."""

    client_message: Join | SetTyping | Request
    fence: bool = False


@dataclass(frozen=True, slots=True)
class InvalidSent:
    """An invalid frame is about to be sent; the server must reject it, for ``reason`` if given."""

    what: str
    reason: RejectionReason | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementSent:
    """An announcement is about to be made in ``room``, or in all rooms if None."""

    text: str
    room: str | None = None


@dataclass(frozen=True, slots=True)
class BytesSent:
    """Raw bytes are about to be sent; the server may close the connection."""

    what: str


@dataclass(frozen=True, slots=True)
class EventReceived:
    """A frame was received; a ``fence`` is a marker of the suite."""

    received: ReceivedEvent
    fence: bool = False


@dataclass(frozen=True, slots=True)
class ReadingStopped:
    """The client stops reading, as a stuck client does, and keeps its connection open."""


@dataclass(frozen=True, slots=True)
class ReadingResumed:
    """The client reads again."""


@dataclass(frozen=True, slots=True)
class Disconnecting:
    """The user is about to end the connection."""

    how: str


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The connection has closed, as the client saw it; 1006 without a Close frame."""

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
    """An event on one connection, ``at`` seconds since the scenario began."""

    at: float
    connection: Connection
    what: JournalEvent


@dataclass
class Journal:
    """The entries in the order of writing; safe to use from any thread."""

    clock: Callable[[], float] = time.monotonic
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._began = self.clock()
        self._grown = threading.Condition()

    def write(
        self,
        connection: Connection,
        what: JournalEvent,
        change: Callable[[], None] | None = None,
    ) -> None:
        """Add an entry with its time, make the ``change`` that it is about, and wake waiting
        threads.

        Another thread that sees the change finds the entry: state that is set before its entry is
        written lets a step act in between, and its act then stands before its cause.
        """
        with self._grown:
            self.entries.append(Entry(self.clock() - self._began, connection, what))
            if change is not None:
                change()
            self._grown.notify_all()

    def news(self) -> None:
        """Wake waiting threads after something that is not in the journal."""
        with self._grown:
            self._grown.notify_all()

    def wait_until(self, is_so: Callable[[], bool], patience: float) -> bool:
        """Wait until ``is_so()`` and return its result.

        Give up when nothing at all has happened for ``patience`` seconds, or after
        ``MOST_PATIENCES`` times that in all.
        """
        end = self.clock() + MOST_PATIENCES * patience
        with self._grown:
            while not is_so():
                if not self._grown.wait(min(patience, max(0.0, end - self.clock()))):
                    return is_so()
        return True
