"""A talk as a described wire reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alicebob.learning.first_talk import Saying, Seen, Talk
from alicebob.wires.heard import Heard, HeardKind
from alicebob.wires.session import WireSession
from alicebob.wires.wire import Wire


@dataclass(frozen=True, slots=True)
class ReadFrame:
    """A frame, and what it means on the wire. ``malformed`` says why it means nothing; "" else."""

    seen: Seen
    heard: tuple[Heard, ...]
    malformed: str = ""


@dataclass(frozen=True, slots=True)
class ReadTalk:
    """A talk that was read. ``names`` are those that users have in the chat, by guest."""

    talk: Talk
    frames: Sequence[ReadFrame]
    names: dict[str, str]

    def heard(self, *kinds: HeardKind) -> Iterator[tuple[Seen, Heard]]:
        """Yield the meanings of some kinds, with their frames."""
        for frame in self.frames:
            for heard in frame.heard:
                if heard.kind in kinds:
                    yield frame.seen, heard

    def words(self, *kinds: HeardKind) -> Iterator[tuple[Seen, Heard, Saying]]:
        """Yield the meanings of some kinds that have somebody's words, with these."""
        for seen, heard in self.heard(*kinds):
            for saying in self.talk.words_in(heard.text or ""):
                yield seen, heard, saying


def read_talk(wire: Wire, talk: Talk) -> ReadTalk:
    """Return the talk as ``wire`` reads it."""
    names = [guest.name for guest in talk.guests]
    sessions = {
        g.name: WireSession(wire, g.name, g.room, g.number, lambda: names) for g in talk.guests
    }
    for session in sessions.values():
        session.opened()
    frames = []
    for event in talk.events:
        session = sessions[event.who]
        if isinstance(event, Saying):
            session.say(event.text)
            continue
        reception = session.received(True, event.text.encode())
        frames.append(ReadFrame(event, tuple(reception.heard), reception.malformed or ""))
    return ReadTalk(talk, frames, {name: each.me or "" for name, each in sessions.items()})
