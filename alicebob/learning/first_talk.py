"""A first talk with an unknown server, as it was: who came and left, said and received what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

BLANK = "   "
"""The blank text that is said last."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who took part. ``given`` is the name that the server gave; "" if it gave none."""

    name: str
    number: int
    room: str
    given: str = ""

    @property
    def signs(self) -> tuple[str, ...]:
        """Texts by which a frame may speak of the guest."""
        return tuple(filter(None, (self.name, self.given, str(self.number))))


class Happening(StrEnum):
    """Something that began a part of the talk."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the talk, up to the next one: ``who`` came or left, or tried words."""

    happening: Happening
    who: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A text that ``who`` sent; ``word`` is in it, and in no other text;
    a blank text has none."""

    who: str
    part: int
    word: str
    text: str

    @property
    def is_plain(self) -> bool:
        """True if the text is nothing but its word."""
        return self.text == self.word


@dataclass(frozen=True, slots=True)
class Seen:
    """A message in a frame that ``who`` received. One that ``leads_in`` belonged to the way in, or
    was answered by itself, and has no further meaning."""

    who: str
    part: int
    text: str
    leads_in: bool = False


Event = Saying | Seen


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything that happened, in its order. ``blank_word`` is said right after a blank text; ""
    if none was said."""

    guests: tuple[Guest, ...]
    parts: tuple[Part, ...]
    events: tuple[Event, ...]
    blank_word: str = ""
    _words: dict[str, Saying] = field(default_factory=dict)
    _greeted: dict[str, list[Seen]] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, Saying]:
        """The texts that were said, by their words."""
        if not self._words:
            said = (each for each in self.events if isinstance(each, Saying) and each.word)
            self._words.update({each.word: each for each in said})
        return self._words

    def guest(self, name: str) -> Guest:
        """Return the guest who is called ``name``."""
        return next(guest for guest in self.guests if guest.name == name)

    def seen(self) -> Iterator[Seen]:
        """Yield what was received, without what led in."""
        return (each for each in self.events if isinstance(each, Seen) and not each.leads_in)

    def words_in(self, text: str) -> list[Saying]:
        """Return what was said of which the word is in ``text``."""
        return [saying for word, saying in self.words.items() if word in text]

    def mentioned(self, text: str) -> list[Guest]:
        """Return the guests of whom ``text`` speaks."""
        return [guest for guest in self.guests if any(sign in text for sign in guest.signs)]

    def is_greeting(self, seen: Seen) -> bool:
        """Return True for what a newcomer received before any words that were said since it came:
        its frames may arrive when the next one is already coming."""
        if seen.who not in self._greeted:
            arrived, greeted = self.arrival(seen.who), []
            for each in self.seen():
                if each.who == seen.who:
                    if any(said.part >= arrived for said in self.words_in(each.text)):
                        break
                    greeted.append(each)
            self._greeted[seen.who] = greeted
        return any(each is seen for each in self._greeted[seen.who])

    def arrival(self, name: str) -> int:
        """Return the part in which ``name`` arrived."""
        return self.parts.index(Part(Happening.ARRIVAL, name))

    def has_left(self, name: str, part: int) -> bool:
        """Return True if ``name`` left in ``part`` or before it."""
        return Part(Happening.DEPARTURE, name) in self.parts[: part + 1]

    def present(self, part: int) -> int:
        """Return how many are there in ``part``."""
        kinds = [each.happening for each in self.parts[: part + 1]]
        return kinds.count(Happening.ARRIVAL) - kinds.count(Happening.DEPARTURE)
