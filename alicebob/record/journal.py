"""The journal: everything that users did and received during one scenario, in one order.

An action is written before it is done, a received frame after it has arrived. So an entry that
stands before another really happened before it; the laws rely on that.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from alicebob.model.feature_mistake import SuiteMistake
from alicebob.model.received import ReceivedEvent, RejectionReason
from alicebob.model.sent import Join, Request, SetTyping
from alicebob.model.shown_text import cut
from alicebob.model.wire_facts import WireFacts
from alicebob.record.machine_time import MACHINE_TIME

_SET = 0.02  # seconds: two clocks that run at the same speed differ by less
_BODY = 80  # characters of an answer to a handshake
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

    def __str__(self) -> str:
        shown = cut(self.body, _BODY)
        if self.status is None:
            return f"is not allowed to join: {shown}"
        return f"is rejected with {self.status} {shown}".rstrip()


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
    """The user is about to end the connection, with a close ``code`` if there is a Close frame."""

    how: str
    code: int | None = None


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
    calendar: Callable[[], float] = time.time
    machine_time: Callable[[], float] = lambda: MACHINE_TIME.seconds
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._began, self._began_at = self.clock(), self.calendar()
        self._grown = threading.Condition()
        self._mistake: Exception | None = None

    @property
    def began_at(self) -> float | None:
        """Beginning of the journal, in seconds since 1970; None if the calendar was set since
        then."""
        set_by = self.calendar() - self._began_at - (self.clock() - self._began)
        return self._began_at if abs(set_by) < _SET else None

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

    def news(self, change: Callable[[], None] | None = None) -> None:
        """Make a ``change`` that is not in the journal, and wake waiting threads."""
        with self._grown:
            if change is not None:
                change()
            self._grown.notify_all()

    def break_off(self, mistake: Exception) -> None:
        """Have all waiting end with ``SuiteMistake``: the suite made a ``mistake`` while it read
        what a user received."""
        with self._grown:
            self._mistake = self._mistake or mistake
            self._grown.notify_all()

    def wait_until(self, is_so: Callable[[], bool], patience: float) -> bool:
        """Wait until ``is_so()`` and return its result.

        Give up when nothing at all has happened for ``patience`` seconds, or after
        ``MOST_PATIENCES`` times that in all, both in machine time. Raises ``SuiteMistake`` after
        ``break_off``.
        """
        now = self.machine_time()
        end, quiet = now + MOST_PATIENCES * patience, now + patience
        with self._grown:
            while not is_so():
                if self._mistake is not None:
                    told = f"{type(self._mistake).__name__}: {self._mistake}"
                    raise SuiteMistake(f"the suite cannot read what a user received ({told})")
                left = min(end, quiet) - self.machine_time()
                if left <= 0:
                    return False
                if self._grown.wait(left):
                    quiet = self.machine_time() + patience
        return True
