"""Who was in when, what they said and what they heard, worked out from a scenario's journal.

Places in the journal serve as time. An act stands in the journal before it is done, a hearing after
it was heard; so "this entry is before that one" is known, and everything else is left open.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from alicebob.model.received import ReceivedEvent
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
    """When one line was in, as places in the journal; and what it heard and said there."""

    connection: Connection
    connecting: float = NEVER
    connected: float = NEVER
    last_act: float = NEVER
    first_raw: float = NEVER  # sent something else than a message: the server may end the line
    first_stopped_reading: float = NEVER
    stopped_reading: float = NEVER
    disconnecting: float = NEVER
    ended: float = NEVER
    how_it_left: str = ""
    how_it_ended: Disconnected | None = None
    received: list[tuple[int, ReceivedEvent]] = field(default_factory=list)
    said: list[tuple[int, MessageSent]] = field(default_factory=list)
    asked: list[tuple[int, RequestSent]] = field(default_factory=list)
    invalid_sent: list[tuple[int, InvalidSent]] = field(default_factory=list)
    announced: list[tuple[int, AnnouncementSent]] = field(default_factory=list)

    @property
    def stays(self) -> bool:
        """Is in and hears, as far as the journal goes."""
        return (
            self.connected < NEVER
            and min(self.stopped_reading, self.disconnecting, self.ended) == NEVER
        )

    @property
    def asked_at_the_door(self) -> list[int]:
        """The places of what was asked before one was in, but for asking to join."""
        outside = [(p, asked.client_message) for p, asked in self.asked if p < self.connected]
        return [
            position for position, client_message in outside if not isinstance(client_message, Join)
        ]

    @property
    def asked_inside(self) -> list[tuple[int, Join | SetTyping | Request]]:
        """What was asked by somebody who was in, with its place."""
        return [
            (position, asked.client_message)
            for position, asked in self.asked
            if position > self.connected
        ]

    @property
    def was_cut(self) -> bool:
        """The server ended the line, though its user did not."""
        return self.ended < NEVER and self.disconnecting == NEVER

    @property
    def ever_stopped_reading(self) -> bool:
        """The user stopped reading at some time, so the server may have given it up."""
        return self.first_stopped_reading < NEVER

    def note(self, position: int, entry: Entry) -> None:
        """Takes in the next entry of this line."""
        match entry.what:
            case Connecting():
                self.connecting = position
            case Connected():
                self.connection = (
                    entry.connection
                )  # it may have joined under another name than it came with
                self.connected = self.last_act = position
            case ReadingStopped():
                self.stopped_reading = self.last_act = position
                self.first_stopped_reading = min(self.first_stopped_reading, position)
            case ReadingResumed() if self.ended == NEVER:
                self.stopped_reading = NEVER
            case Disconnecting(how):
                if self.ended == NEVER:
                    self.disconnecting, self.how_it_left = position, how
            case Disconnected():
                self.ended, self.how_it_ended = position, entry.what
            case EventReceived(received, _):
                self.received.append((position, received))
            case _:
                self._note_speech(position, entry)

    def _note_speech(self, position: int, entry: Entry) -> None:
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


def sessions(entries: Iterable[Entry]) -> list[Session]:
    """One for each line in the journal, in the order in which they came."""
    found: dict[int, Session] = {}
    for position, entry in enumerate(entries):
        found.setdefault(entry.connection.number, Session(entry.connection)).note(position, entry)
    return list(found.values())
