"""Sessions: when each connection of a journal was joined, and what it sent and received.

Positions in the journal serve as time. An action is in the journal before it happens, a received
frame after it arrived. So the laws know that one entry came before another. They cannot know when
exactly the server acted, because the server writes nothing into the journal.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from alicebob.model.received import PastMessage, ReceivedEvent
from alicebob.model.sent import Join, Request, SetTyping
from alicebob.record.journal import (
    AnnouncementSent,
    BytesSent,
    Connected,
    Connecting,
    Connection,
    Disconnected,
    Disconnecting,
    Entry,
    EventReceived,
    InvalidSent,
    MessageSent,
    ReadingResumed,
    ReadingStopped,
    RequestSent,
)

NEVER = math.inf


@dataclass(slots=True)
class Session:
    """One connection: the positions at which it joined and left, and what it sent and received.

    ``past`` are the earlier messages that it received one by one; they are not among ``received``.
    """

    connection: Connection
    connecting: float = NEVER
    connected: float = NEVER
    last_act: float = NEVER
    first_raw: float = NEVER  # raw bytes, for which the server may close the connection
    first_stopped_reading: float = NEVER
    stopped_reading: float = NEVER
    disconnecting: float = NEVER
    ended: float = NEVER
    how_it_left: str = ""
    close_code: int | None = None  # of the user's Close frame
    how_it_ended: Disconnected | None = None
    received: list[tuple[int, ReceivedEvent]] = field(default_factory=list)
    past: list[tuple[int, PastMessage]] = field(default_factory=list)
    said: list[tuple[int, MessageSent]] = field(default_factory=list)
    asked: list[tuple[int, RequestSent]] = field(default_factory=list)
    invalid_sent: list[tuple[int, InvalidSent]] = field(default_factory=list)
    announced: list[tuple[int, AnnouncementSent]] = field(default_factory=list)

    @property
    def stays(self) -> bool:
        """Return True if the client has joined and reads until the end of the journal."""
        return (
            self.connected < NEVER
            and min(self.stopped_reading, self.disconnecting, self.ended) == NEVER
        )

    @property
    def asked_before_joining(self) -> list[int]:
        """Return the positions of requests before joining, except for requests to join."""
        outside = [(p, asked.client_message) for p, asked in self.asked if p < self.connected]
        return [
            position for position, client_message in outside if not isinstance(client_message, Join)
        ]

    @property
    def asked_after_joining(self) -> list[tuple[int, Join | SetTyping | Request]]:
        """Return the requests after joining, each with its position."""
        return [
            (position, asked.client_message)
            for position, asked in self.asked
            if position > self.connected
        ]

    @property
    def was_cut(self) -> bool:
        """Return True if the server closed the connection and the user did not."""
        return self.ended < NEVER and self.disconnecting == NEVER

    @property
    def ever_stopped_reading(self) -> bool:
        """Return True if the client ever stopped reading, so the server may have closed it."""
        return self.first_stopped_reading < NEVER

    def last_received(self, received: ReceivedEvent) -> int | None:
        """Return the position at which an event was received last; None if it never was."""
        return next((p for p, event in reversed(self.received) if event == received), None)

    def note(self, position: int, entry: Entry) -> None:
        """Take in the next entry of this connection."""
        match entry.what:
            case Connecting():
                self.connecting = position
            case Connected():
                self.connection = (
                    entry.connection
                )  # it may have joined under another name than it connected with
                self.connected = self.last_act = position
            case ReadingStopped():
                self.stopped_reading = self.last_act = position
                self.first_stopped_reading = min(self.first_stopped_reading, position)
            case ReadingResumed() if self.ended == NEVER:
                self.stopped_reading = NEVER
            case Disconnecting(how, code):
                if self.ended == NEVER:
                    self.disconnecting, self.how_it_left = position, how
                    self.close_code = code
            case Disconnected():
                self.ended, self.how_it_ended = position, entry.what
            case EventReceived(PastMessage() as earlier, _):
                self.past.append((position, earlier))
            case EventReceived(received, _):
                self.received.append((position, received))
            case _:
                self._note_sent(position, entry)

    def _note_sent(self, position: int, entry: Entry) -> None:
        match entry.what:
            case MessageSent():
                self.said.append((position, entry.what))
                self.last_act = position
            case RequestSent():
                self.asked.append((position, entry.what))
                self.last_act = position
            case InvalidSent():
                self.invalid_sent.append((position, entry.what))
                self.last_act = position
            case AnnouncementSent():
                self.announced.append((position, entry.what))
            case BytesSent():
                self.last_act = position
                self.first_raw = min(self.first_raw, position)


class SessionIndex:
    """The sessions of a journal that grows: each entry is taken in once."""

    def __init__(self) -> None:
        self._known = 0
        self._found: dict[int, Session] = {}

    def of(self, entries: Sequence[Entry]) -> list[Session]:
        """Return one session for each connection, in the order of connecting. ``entries`` are
        those of the call before, and what came since."""
        for position in range(self._known, len(entries)):
            entry = entries[position]
            number = entry.connection.number
            self._found.setdefault(number, Session(entry.connection)).note(position, entry)
        self._known = max(self._known, len(entries))
        return list(self._found.values())


def sessions(entries: Sequence[Entry]) -> list[Session]:
    """Return one session for each connection, in the order of connecting."""
    return SessionIndex().of(entries)
