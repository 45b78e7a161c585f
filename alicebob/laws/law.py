"""The laws by name, and what it is to break one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeGuard

from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.laws.sessions import Session
from alicebob.model.received import (
    Announcement,
    Answer,
    Malformed,
    Message,
    Notification,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    UserJoined,
    UserLeft,
)
from alicebob.record.journal import Connection


class Law(Enum):
    """A law; the value is what a scenario calls it that breaks it on purpose."""

    FORM = "form"
    TRUTH = "truth"
    MESSAGES = "messages"
    ARRIVALS = "arrivals"
    DEPARTURES = "departures"
    REFUSALS = "refusals"
    ORDER = "order"
    LINE = "line"
    DOOR = "door"
    ANSWERS = "answers"
    NUMBERS = "numbers"
    PRESENCE = "presence"
    HISTORY = "history"
    PRIVATE = "private"
    TYPING = "typing"
    ANNOUNCEMENTS = "announcements"

    @property
    def sentence(self) -> str:
        """The law in words."""
        return _SENTENCES[self]


_SENTENCES = {
    Law.FORM: "Every frame has exactly the form of its dialect.",
    Law.TRUTH: "Nobody hears what nobody said or did.",
    Law.MESSAGES: "Everyone who is in hears every message exactly once, to the character.",
    Law.ARRIVALS: "Each arrival is told once to everybody else; to the one who arrives, once or "
    "not at all, as the dialect has it.",
    Law.DEPARTURES: "Each departure is told once to everybody else, however the line ended.",
    Law.REFUSALS: "What may not be said is refused to its sender, and to nobody else.",
    Law.ORDER: "All hear one order, and in it what each one did in the order of their doing.",
    Law.LINE: "Nobody's line ends unless they end it.",
    Law.DOOR: "A newcomer is told in this order: welcome, what was said, who is here, that they "
    "are in.",
    Law.ANSWERS: "Each question is answered once, to the one who asked.",
    Law.NUMBERS: "Each message has one id and one time for all; ids grow in the order of hearing.",
    Law.PRESENCE: "Who is here, with those who come and without those who go, is who is here.",
    Law.HISTORY: "What a history tells was said, in the room's order, and leaves nothing out; it "
    "ends where hearing begins.",
    Law.PRIVATE: "A private word reaches each line of its addressee once, its sender once, and "
    "nobody else, ever.",
    Law.TYPING: "Who types is told to the others, and has stopped before they speak or leave.",
    Law.ANNOUNCEMENTS: "An announcement is heard once by everyone whom it is for.",
}


_OUR_OWN = "a witness of the suite's own"  # an usher, of whom the story tells nothing else


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken law: on whose line, what should have been, what was. What ``may_heal`` is only
    missing as yet."""

    law: Law
    connection: Connection
    expected: str
    actual: str
    may_heal: bool = False

    @property
    def requirement(self) -> str:
        """The law, and what it is called."""
        return f"{self.law.sentence} (law: {self.law.value})"

    @property
    def witness(self) -> str:
        """Who should have heard otherwise, as a story names them."""
        return _OUR_OWN if self.connection.is_probe else self.connection.user


Once = Mapping[tuple[str, ReceivedEvent], ExpectedEvent]
"""What happened only once in its room, so that whoever heard it is known to have heard that."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: who was in, what happened, what is known besides, and how many lines bore
    each name in each room."""

    listeners: Sequence[Session]
    happened: Sequence[ExpectedEvent]
    once: Once
    carry_over: CarryOver
    names: Counter[tuple[str, str]]

    def witness(self, room: str, *, knows_ids: bool = False) -> Session | None:
        """Somebody who was in ``room`` to the end: the first to come, who hears ids if need be."""
        staying = (p for p in self.listeners if p.stays and p.connection.room == room)
        return next((p for p in staying if p.connection.dialect.is_extended or not knows_ids), None)

    def bearers(self, connection: Connection) -> int:
        """How many lines in its room bore the name of ``connection``."""
        return self.names[connection.room, connection.name]


def law_of(received: Notification) -> Law:
    """The law that is broken when ``received`` is missing, or comes too often."""
    match received:
        case Message():
            return Law.MESSAGES
        case PrivateMessage():
            return Law.PRIVATE
        case UserJoined():
            return Law.ARRIVALS
        case UserLeft():
            return Law.DEPARTURES
        case Announcement():
            return Law.ANNOUNCEMENTS
        case Rejected():
            return Law.REFUSALS


def is_told(received: ReceivedEvent) -> TypeGuard[Notification]:
    """Whether ``received`` tells of something that somebody did, and not of how things are."""
    return not isinstance(received, Answer | Malformed)


def times(count: int) -> str:
    """``count`` in words."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
