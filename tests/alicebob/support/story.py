"""A scenario's journal, written by hand: who came, said, heard and left, in which order."""

from dataclasses import dataclass, field

from alicebob.dialects import Dialect
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
    "says goodbye",
    "hangs up without a word",
    "is lost: the line is reset",
)


def standing_clock() -> float:
    return 0.0


@dataclass
class Story:
    """Each method writes what happens next."""

    journal: Journal = field(default_factory=lambda: Journal(clock=standing_clock))
    lines: list[Connection] = field(default_factory=list)

    def knocks(self, name: str, room: str = "lobby", dialect: Dialect = PLAIN) -> Connection:
        """Somebody's handshake begins; ``is_joined`` tells that it succeeded."""
        connection = Connection(len(self.lines) + 1, name, name, room, dialect=dialect)
        self.lines.append(connection)
        self.write(connection, Connecting())
        return connection

    def is_joined(self, *lines: Connection) -> None:
        for connection in lines:
            self.write(connection, Connected())

    def comes(self, name: str, *witnesses: Connection, room: str = "lobby") -> Connection:
        """Somebody comes in, and the ``witnesses`` are told."""
        connection = self.knocks(name, room)
        self.is_joined(connection)
        self.all_hear(UserJoined(name), *witnesses)
        return connection

    def says(self, connection: Connection, text: str, *witnesses: Connection) -> Message:
        """Somebody says something, and the ``witnesses`` hear it."""
        self.write(connection, MessageSent(text))
        message = Message(connection.name, text)
        self.all_hear(message, *witnesses)
        return message

    def leaves(self, connection: Connection, *witnesses: Connection, how: str = GOODBYE) -> None:
        """Somebody ends their line, sees its end, and the ``witnesses`` are told."""
        self.write(connection, Disconnecting(how))
        self.write(connection, Disconnected(1000 if how == GOODBYE else 1006, ""))
        self.all_hear(UserLeft(connection.name), *witnesses)

    def is_cut(self, connection: Connection, *witnesses: Connection, code: int = 1006) -> None:
        """The server ends somebody's line, and the ``witnesses`` are told that they left."""
        self.write(connection, Disconnected(code, ""))
        self.all_hear(UserLeft(connection.name), *witnesses)

    def goes_deaf(self, connection: Connection) -> None:
        self.write(connection, ReadingStopped())

    def hears_again(self, connection: Connection) -> None:
        self.write(connection, ReadingResumed())

    def all_hear(self, received: ReceivedEvent, *lines: Connection) -> None:
        for connection in lines:
            self.hears(connection, received)

    def hears(self, connection: Connection, *received: ReceivedEvent) -> None:
        for thing in received:
            self.write(connection, EventReceived(thing))

    def write(self, connection: Connection, what: JournalEvent) -> None:
        self.journal.write(connection, what)

    def violations(self, *late_departures: ExpectedEvent) -> list[Violation]:
        return judge(self.journal.entries, CarryOver(list(late_departures)))

    def broken(self, *late_departures: ExpectedEvent) -> set[tuple[Law, str]]:
        """Which laws are broken, and for whom."""
        return {
            (violation.law, violation.connection.user)
            for violation in self.violations(*late_departures)
        }


def two_in() -> tuple[Story, Connection, Connection]:
    """Alice is in, then Bob comes; Alice was told."""
    story = Story()
    alice = story.comes("Alice")
    return story, alice, story.comes("Bob", alice)


def three_in() -> tuple[Story, Connection, Connection, Connection]:
    """Alice, Bob and Carol are in, and were told of each other."""
    story, alice, bob = two_in()
    return story, alice, bob, story.comes("Carol", alice, bob)
