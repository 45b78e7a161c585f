"""A scenario's journal, written by hand: who came, said, heard and left, in which order."""

from dataclasses import dataclass, field

from alicebob.dialects import Dialect
from alicebob.dialects.plain import PLAIN
from alicebob.laws import Law, Violation, judge
from alicebob.laws.expected_event import Fact, House
from alicebob.model.received import Heard, Joined, Left, Message
from alicebob.record.journal import (
    Arrived,
    Arriving,
    Deaf,
    Ended,
    Happening,
    Hearing,
    Hears,
    Journal,
    Leaving,
    Line,
    Said,
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
    lines: list[Line] = field(default_factory=list)

    def knocks(self, name: str, room: str = "lobby", dialect: Dialect = PLAIN) -> Line:
        """Somebody's handshake begins; ``is_in`` tells that it succeeded."""
        line = Line(len(self.lines) + 1, name, name, room, dialect=dialect)
        self.lines.append(line)
        self.write(line, Arriving())
        return line

    def is_in(self, *lines: Line) -> None:
        for line in lines:
            self.write(line, Arrived())

    def comes(self, name: str, *witnesses: Line, room: str = "lobby") -> Line:
        """Somebody comes in, and the ``witnesses`` are told."""
        line = self.knocks(name, room)
        self.is_in(line)
        self.all_hear(Joined(name), *witnesses)
        return line

    def says(self, line: Line, text: str, *witnesses: Line) -> Message:
        """Somebody says something, and the ``witnesses`` hear it."""
        self.write(line, Said(text))
        message = Message(line.name, text)
        self.all_hear(message, *witnesses)
        return message

    def leaves(self, line: Line, *witnesses: Line, how: str = GOODBYE) -> None:
        """Somebody ends their line, sees its end, and the ``witnesses`` are told."""
        self.write(line, Leaving(how))
        self.write(line, Ended(1000 if how == GOODBYE else 1006, ""))
        self.all_hear(Left(line.name), *witnesses)

    def is_cut(self, line: Line, *witnesses: Line, code: int = 1006) -> None:
        """The server ends somebody's line, and the ``witnesses`` are told that they left."""
        self.write(line, Ended(code, ""))
        self.all_hear(Left(line.name), *witnesses)

    def goes_deaf(self, line: Line) -> None:
        self.write(line, Deaf())

    def hears_again(self, line: Line) -> None:
        self.write(line, Hearing())

    def all_hear(self, heard: Heard, *lines: Line) -> None:
        for line in lines:
            self.hears(line, heard)

    def hears(self, line: Line, *heard: Heard) -> None:
        for thing in heard:
            self.write(line, Hears(thing))

    def write(self, line: Line, what: Happening) -> None:
        self.journal.write(line, what)

    def violations(self, *excused: Fact) -> list[Violation]:
        return judge(self.journal.entries, House(list(excused)))

    def broken(self, *excused: Fact) -> set[tuple[Law, str]]:
        """Which laws are broken, and for whom."""
        return {(violation.law, violation.line.user) for violation in self.violations(*excused)}


def two_in() -> tuple[Story, Line, Line]:
    """Alice is in, then Bob comes; Alice was told."""
    story = Story()
    alice = story.comes("Alice")
    return story, alice, story.comes("Bob", alice)


def three_in() -> tuple[Story, Line, Line, Line]:
    """Alice, Bob and Carol are in, and were told of each other."""
    story, alice, bob = two_in()
    return story, alice, bob, story.comes("Carol", alice, bob)
