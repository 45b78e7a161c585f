"""An honest chat in three dialects, and slips that are made in what was heard there."""

from collections.abc import Callable
from dataclasses import replace

from alicebob.dialects import by_name
from alicebob.laws import Law, judge
from alicebob.laws.expected_event import House
from alicebob.model.received import Heard
from alicebob.record.journal import Entry, Hears, Line
from tests.alicebob.support.honest_chat import Guest, HonestChat

Matches = Callable[[Heard], bool]


def chat_of(*dialects: str) -> HonestChat:
    """Guest 1, Guest 2, … are in, each with one of these dialects, and know of each other."""
    chat = HonestChat()
    for dialect in dialects:
        come(chat, dialect)
    return chat


def come(chat: HonestChat, dialect: str = "events", name: str = "") -> Guest:
    """One more comes in."""
    chat.knock(name, by_name(dialect))
    chat.settle()
    return chat.guests[-1]


def do(chat: HonestChat, who: int, *acts: Callable[[HonestChat, Guest], None]) -> None:
    """Guest ``who`` (from 1) does something, and all that follows arrives."""
    for act in acts:
        act(chat, chat.guests[who - 1])
        chat.settle()


def a(kind: type, **fields: object) -> Matches:
    """Matches a thing of this kind whose fields are these."""
    return lambda heard: (
        isinstance(heard, kind) and all(getattr(heard, k) == v for k, v in fields.items())
    )


class Slip:
    """The journal of a chat, in which something was heard otherwise by Guest ``who``."""

    def __init__(self, chat: HonestChat, who: int = 1, house: House | None = None) -> None:
        self.entries: list[Entry] = list(chat.story.journal.entries)
        self.line: Line = chat.guests[who - 1].line
        self.house = house

    def broken(self) -> set[tuple[Law, str]]:
        """The laws that are broken, and for whom."""
        return {(v.law, v.line.user) for v in judge(self.entries, self.house)}

    def laws(self) -> set[Law]:
        return {law for law, _ in self.broken()}

    def lost(self, matches: Matches) -> "Slip":
        del self.entries[self._find(matches)]
        return self

    def doubled(self, matches: Matches) -> "Slip":
        place = self._find(matches)
        self.entries.insert(place, self.entries[place])
        return self

    def altered(self, matches: Matches, **fields: object) -> "Slip":
        place = self._find(matches)
        heard = self.entries[place].what.heard  # type: ignore[union-attr]
        altered = Hears(replace(heard, **fields))
        self.entries[place] = replace(self.entries[place], what=altered)
        return self

    def heard(self, *heard: Heard) -> "Slip":
        self.entries += [Entry(0.0, self.line, Hears(one)) for one in heard]
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
        """The last thing that was heard on the line and matches."""
        return max(
            place
            for place, entry in enumerate(self.entries)
            if entry.line is self.line
            and isinstance(entry.what, Hears)
            and matches(entry.what.heard)
        )
