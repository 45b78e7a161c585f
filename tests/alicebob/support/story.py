"""A scenario's journal, written by hand: joins, messages, receipts and leaves in order."""

from dataclasses import dataclass, field

from alicebob.dialects.base import Dialect
from alicebob.dialects.plain import PLAIN
from alicebob.laws import Law, Violation, judge
from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.model.received import Message, ReceivedEvent, UserJoined, UserLeft
from alicebob.record.journal import (
    Connected,
    Connecting,
    Connection,
    Disconnected,
    Disconnecting,
    EventReceived,
    Journal,
    JournalEvent,
    MessageSent,
    ReadingResumed,
    ReadingStopped,
)

GOODBYE, HANG_UP, LOST = (
    "closes the connection",
    "disconnects without a Close frame",
    "loses the connection: it is reset",
)


def standing_clock() -> float:
    return 0.0


@dataclass
class Story:
    """Writer of a journal; each method adds what happens next."""

    journal: Journal = field(default_factory=lambda: Journal(clock=standing_clock))
    connections: list[Connection] = field(default_factory=list)

    def connects(self, name: str, room: str = "lobby", dialect: Dialect = PLAIN) -> Connection:
        """Begin a handshake; ``is_joined`` completes it."""
        connection = Connection(len(self.connections) + 1, name, name, room, dialect)
        self.connections.append(connection)
        self.write(connection, Connecting())
        return connection

    def is_joined(self, *connections: Connection) -> None:
        for connection in connections:
            self.write(connection, Connected())

    def comes(self, name: str, *witnesses: Connection, room: str = "lobby") -> Connection:
        """Let a user join, announced to the ``witnesses``."""
        connection = self.connects(name, room)
        self.is_joined(connection)
        self.all_hear(UserJoined(name), *witnesses)
        return connection

    def says(self, connection: Connection, text: str, *witnesses: Connection) -> Message:
        """Let a user send a message, received by the ``witnesses``."""
        self.write(connection, MessageSent(text))
        message = Message(connection.name, text)
        self.all_hear(message, *witnesses)
        return message

    def leaves(self, connection: Connection, *witnesses: Connection, how: str = GOODBYE) -> None:
        """Let a user end the connection, announced to the ``witnesses``."""
        self.write(connection, Disconnecting(how))
        self.write(connection, Disconnected(1000 if how == GOODBYE else 1006, ""))
        self.all_hear(UserLeft(connection.name), *witnesses)

    def is_cut(self, connection: Connection, *witnesses: Connection, code: int = 1006) -> None:
        """Let the server close a connection; the ``witnesses`` receive the leave."""
        self.write(connection, Disconnected(code, ""))
        self.all_hear(UserLeft(connection.name), *witnesses)

    def stops_reading(self, connection: Connection) -> None:
        self.write(connection, ReadingStopped())

    def resumes_reading(self, connection: Connection) -> None:
        self.write(connection, ReadingResumed())

    def all_hear(self, received: ReceivedEvent, *connections: Connection) -> None:
        for connection in connections:
            self.hears(connection, received)

    def hears(self, connection: Connection, *received: ReceivedEvent) -> None:
        for thing in received:
            self.write(connection, EventReceived(thing))

    def write(self, connection: Connection, what: JournalEvent) -> None:
        self.journal.write(connection, what)

    def violations(self, *late_departures: ExpectedEvent) -> list[Violation]:
        return judge(self.journal.entries, CarryOver(list(late_departures)))

    def broken(self, *late_departures: ExpectedEvent) -> set[tuple[Law, str]]:
        """Return the broken laws, each with its user."""
        return {
            (violation.law, violation.connection.user)
            for violation in self.violations(*late_departures)
        }


def two_in() -> tuple[Story, Connection, Connection]:
    """Return a story in which Alice, then Bob have joined, and Alice was told."""
    story = Story()
    alice = story.comes("Alice")
    return story, alice, story.comes("Bob", alice)


def three_in() -> tuple[Story, Connection, Connection, Connection]:
    """Return a story in which Alice, Bob and Carol have joined, and were told of each other."""
    story, alice, bob = two_in()
    return story, alice, bob, story.comes("Carol", alice, bob)
