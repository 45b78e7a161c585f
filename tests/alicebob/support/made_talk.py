"""First talks without a server: a chat is a few functions, and the talk is made of its frames."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from alicebob.learning.first_talk import Event, Guest, Happening, Part, Saying, Seen, Talk

NAMES = ("Alicekqz", "Bobwvx", "Carolzqj", "Doraxqk")
Frames = Iterable[str]


def nothing(_who: Guest, _to: Guest, _people: list[Guest]) -> Frames:
    """Return no frames."""
    return ()


@dataclass
class MadeChat:
    """A chat: the frames that ``to`` receives when ``who`` joins, says a text, or leaves."""

    said: Callable[[Guest, str, Guest], Frames]
    joined: Callable[[Guest, Guest, list[Guest]], Frames] = nothing
    left: Callable[[Guest, Guest, list[Guest]], Frames] = nothing
    past: Callable[[list[tuple[Guest, str]]], Frames] = lambda _past: ()


@dataclass
class MadeTalk:
    """A talk that goes on; ``talk`` is what has happened so far."""

    chat: MadeChat
    guests: list[Guest] = field(default_factory=list)
    here: list[Guest] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    history: list[tuple[Guest, str]] = field(default_factory=list)

    def join(self, name: str) -> Guest:
        """Let somebody come."""
        guest = Guest(name, 40_000 + 111 * len(self.guests), "roomqzx")
        self.parts.append(Part(Happening.ARRIVAL, name))
        self.guests.append(guest)
        self.here.append(guest)
        self._receive(guest, self.chat.past(self.history))
        for each in self.here:
            self._receive(each, self.chat.joined(guest, each, self.here))
        return guest

    def leave(self, guest: Guest) -> None:
        """Let somebody go."""
        self.parts.append(Part(Happening.DEPARTURE, guest.name))
        self.here.remove(guest)
        for each in self.here:
            self._receive(each, self.chat.left(guest, each, self.here))

    def say(self, guest: Guest, text: str = "{word}") -> None:
        """Say a new word, in a text."""
        count = sum(isinstance(each, Saying) for each in self.events)
        word = "w" + "".join("qxzjkvwpyf"[int(digit)] for digit in f"{count:04}")
        said = text.format(word=word)
        self.events.append(Saying(guest.name, len(self.parts) - 1, word, said))
        for each in self.here:
            self._receive(each, self.chat.said(guest, said, each))
        self.history.append((guest, said))

    def everybody_says_a_word(self) -> None:
        """Let all who are there say a word, one after the other."""
        for each in self.here:
            self.say(each)

    @property
    def talk(self) -> Talk:
        """The talk so far."""
        return Talk(tuple(self.guests), tuple(self.parts), tuple(self.events))

    def _receive(self, guest: Guest, frames: Frames) -> None:
        self.events += [Seen(guest.name, len(self.parts) - 1, text) for text in frames]


def made_talk(chat: MadeChat, *odd_texts: str) -> Talk:
    """Return a talk of four people in ``chat``, of whom two leave; the first says odd texts."""
    made = MadeTalk(chat)
    people = []
    for name in NAMES:
        people.append(made.join(name))
        made.everybody_says_a_word()
    for each in people[1:3]:
        made.leave(each)
        made.everybody_says_a_word()
    made.parts.append(Part(Happening.WORDS, NAMES[0]))
    for text in odd_texts:
        made.say(people[0], text)
    return made.talk
