"""An honest chat in three dialects, and slips made in what its guests received."""

from collections.abc import Callable
from dataclasses import replace

from alicebob.dialects.registry import by_name
from alicebob.laws import Law, judge
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import ReceivedEvent
from alicebob.record.journal import Connection, Entry, EventReceived
from tests.alicebob.support.honest_chat import Guest, HonestChat

Matches = Callable[[ReceivedEvent], bool]


def chat_of(*dialects: str) -> HonestChat:
    """Start a chat that Guest 1, Guest 2, … have joined, each with one of these dialects."""
    chat = HonestChat()
    for dialect in dialects:
        come(chat, dialect)
    return chat


def come(chat: HonestChat, dialect: str = "events", name: str = "") -> Guest:
    """Let one more guest join."""
    chat.try_connect(name, by_name(dialect))
    chat.settle()
    return chat.guests[-1]


def do(chat: HonestChat, who: int, *acts: Callable[[HonestChat, Guest], None]) -> None:
    """Let guest ``who`` (from 1) act, and deliver everything that follows."""
    for act in acts:
        act(chat, chat.guests[who - 1])
        chat.settle()


def a(kind: type, **fields: object) -> Matches:
    """Return a match for events of this kind with these fields."""
    return lambda received: (
        isinstance(received, kind) and all(getattr(received, k) == v for k, v in fields.items())
    )


class Slip:
    """The journal of a chat, changed in what guest ``who`` received."""

    def __init__(self, chat: HonestChat, who: int = 1, carry_over: CarryOver | None = None) -> None:
        self.entries: list[Entry] = list(chat.story.journal.entries)
        self.connection: Connection = chat.guests[who - 1].connection
        self.carry_over = carry_over

    def broken(self) -> set[tuple[Law, str]]:
        """Return the laws that are broken, each with its user."""
        return {(v.law, v.connection.user) for v in judge(self.entries, self.carry_over)}

    def laws(self) -> set[Law]:
        return {law for law, _ in self.broken()}

    def lost(self, matches: Matches) -> "Slip":
        del self.entries[self._find(matches)]
        return self

    def doubled(self, matches: Matches) -> "Slip":
        position = self._find(matches)
        self.entries.insert(position, self.entries[position])
        return self

    def altered(self, matches: Matches, **fields: object) -> "Slip":
        position = self._find(matches)
        received = self.entries[position].what.received  # type: ignore[union-attr]
        altered = EventReceived(replace(received, **fields))
        self.entries[position] = replace(self.entries[position], what=altered)
        return self

    def received(self, *received: ReceivedEvent) -> "Slip":
        self.entries += [Entry(0.0, self.connection, EventReceived(one)) for one in received]
        return self

    def moved_to_the_end(self, matches: Matches) -> "Slip":
        self.entries.append(self.entries.pop(self._find(matches)))
        return self

    def swapped(self, first: Matches, second: Matches) -> "Slip":
        one, other = self._find(first), self._find(second)
        entries = self.entries
        entries[one], entries[other] = entries[other], entries[one]
        return self

    def _find(self, matches: Matches) -> int:
        """Return the last matching event that the connection received."""
        return max(
            position
            for position, entry in enumerate(self.entries)
            if entry.connection is self.connection
            and isinstance(entry.what, EventReceived)
            and matches(entry.what.received)
        )
