"""The laws, their sentences, and the violation of one.

The sentences are those of ``docs/judging.md#laws``, word for word.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeGuard

from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.laws.ids import RankOf, by_value
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import (
    PROBE_USER,
    Announcement,
    Answer,
    Malformed,
    Message,
    Notification,
    PrivateMessage,
    Receipt,
    ReceivedEvent,
    Rejected,
    UserJoined,
    UserLeft,
)
from alicebob.record.journal import Connection


class Law(Enum):
    """A law of chat. A scenario that breaks one on purpose is tagged, as ``@breaks.connection``."""

    FORM = "form"
    TRUTH = "truth"
    MESSAGES = "messages"
    ARRIVALS = "arrivals"
    DEPARTURES = "departures"
    REFUSALS = "refusals"
    ORDER = "order"
    CONNECTION = "connection"
    JOINING = "joining"
    ANSWERS = "answers"
    NUMBERS = "numbers"
    TIMES = "times"
    PRESENCE = "presence"
    HISTORY = "history"
    PRIVATE = "private"
    TYPING = "typing"
    ANNOUNCEMENTS = "announcements"

    @property
    def sentence(self) -> str:
        """Return the law in words."""
        return _SENTENCES[self]


_SENTENCES = {
    Law.FORM: "Every frame has the form that its dialect defines: with the promise exact-keys no "
    "further keys, and with asyncapi exactly the form in docs/asyncapi.json.",
    Law.TRUTH: "Nobody receives anything that no user said or did.",
    Law.MESSAGES: "Every client in the room receives every message exactly once, unchanged to "
    "the character.",
    Law.ARRIVALS: "Every join is announced once to everybody else, and to the user who joins "
    "once or not at all, as the dialect defines.",
    Law.DEPARTURES: "Every leave is announced once to everybody else, however the connection "
    "ended.",
    Law.REFUSALS: "A message that is not allowed is rejected to its sender, and to nobody else.",
    Law.ORDER: "All clients receive one order, and in it each user's actions in the order in "
    "which the user did them.",
    Law.CONNECTION: "No connection ends unless its user ends it.",
    Law.JOINING: "A client that joins receives, in this order: the welcome, the history, the user "
    "list, and its own join.",
    Law.ANSWERS: "Every request is answered once, to the client that sent it.",
    Law.NUMBERS: "Every message has one id and one time for all clients, ids grow in the order of "
    "delivery, and a client id returns only to the connection that sent it.",
    Law.TIMES: "Every time in a frame lies between the action and its receipt, is the same for all "
    "clients, and does not fall from one message to the next.",
    Law.PRESENCE: "The user list a client received, updated by later joins and leaves, equals "
    "the users in the room.",
    Law.HISTORY: "A history contains only what was said, in the room's order and without gaps, "
    "and ends where live messages begin.",
    Law.PRIVATE: "A private message reaches every connection of its recipient once, its sender "
    "once, and nobody else.",
    Law.TYPING: "The others see that a user is typing, and that the typing has ended before the "
    "user sends a message or leaves.",
    Law.ANNOUNCEMENTS: "Every client that an announcement is meant for receives it once.",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken law: the connection that shows it, what was expected and what was received.

    A violation that ``may_heal`` disappears if the missing frame still arrives. ``position`` is
    that of the journal's entry that shows it, or that caused what is missing. ``awaited`` is the
    last event that is missing, if it is known.
    """

    law: Law
    connection: Connection
    expected: str
    actual: str
    may_heal: bool = False
    position: int | None = None
    awaited: ReceivedEvent | None = None

    def at(self, position: float | None) -> "Violation":
        """Return the violation with a position; ``NEVER`` and None are no position."""
        is_known = position is not None and position < NEVER
        return replace(self, position=int(position)) if is_known and position is not None else self

    @property
    def requirement(self) -> str:
        """Return the sentence of the law and its name."""
        return f"{self.law.sentence} (law: {self.law.value})"

    @property
    def witness(self) -> str:
        """Return the user of the connection, as a failure report names them."""
        return PROBE_USER if self.connection.is_probe else self.connection.user


Once = Mapping[tuple[str, ReceivedEvent | None], ExpectedEvent]
"""Expected events that are unique in their room, so a frame received can only be that event."""


@dataclass(frozen=True, slots=True)
class SettledPast:
    """The faults in the earlier messages of one client, which ``counts`` counts.

    It holds as long as their number, and whether the client stays (``state``), do not change.
    """

    state: tuple[int, bool]
    found: Sequence[Violation]
    counts: Counter[Message]


@dataclass(frozen=True, slots=True)
class Case:
    """The input of all laws: the sessions of all ``people``, and of the ``listeners`` among them,
    who have joined, the expected events, the carry-over from earlier
    scenarios, and the number of connections with each name in each room.

    ``moment_at`` returns the time of a journal's entry, in seconds since 1970; None if unknown.
    ``rank`` returns the place of a message id. ``settled`` are the verdicts on earlier messages
    that an earlier judgement of the same journal found, by the number of the connection.
    """

    people: Sequence[Session]
    listeners: Sequence[Session]
    happened: Sequence[ExpectedEvent]
    once: Once
    carry_over: CarryOver
    names: Counter[tuple[str, str]]
    moment_at: Callable[[int], float] | None = None
    rank: RankOf = by_value
    settled: dict[int, SettledPast] = field(default_factory=dict)

    def witness(self, room: str, *, knows_ids: bool = False) -> Session | None:
        """Return the first session that stays in ``room``, and receives ids if needed."""
        staying = (p for p in self.listeners if p.stays and p.connection.room == room)
        return next((p for p in staying if p.connection.facts.is_extended or not knows_ids), None)

    def bearers(self, connection: Connection) -> int:
        """Return the number of connections in the room that have the name of ``connection``."""
        return self.names[connection.room, connection.name]


def law_of(received: Notification) -> Law:
    """Return the law that is broken when ``received`` is missing or received too often."""
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
        case Receipt():
            return Law.ANSWERS


def is_told(received: ReceivedEvent) -> TypeGuard[Notification]:
    """Return True for events that a user caused, False for answers and malformed frames."""
    return not isinstance(received, Answer | Malformed)


def times(count: int) -> str:
    """Return ``count`` in words."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
