"""What happened in a scenario, worked out from its journal: who was in when, and what follows.

Places in the journal serve as time. An act stands in the journal before it is done, a hearing after
it was heard; so "this entry is before that one" is known, and everything else is left open.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from harness.dialects import Dialect
from harness.heard import Heard, Joined, Left, Malformed, Refused
from harness.journal import (
    Arrived,
    Arriving,
    Deaf,
    Ended,
    Entry,
    Hearing,
    Hears,
    Leaving,
    Line,
    Said,
    Sent,
)

NEVER = math.inf


@dataclass(slots=True)
class Presence:
    """When one line was in, as places in the journal; and what it heard and said there."""

    line: Line
    arriving: float = NEVER
    arrived: float = NEVER
    last_act: float = NEVER
    first_raw: float = NEVER  # sent something else than a message: the server may end the line
    first_deaf: float = NEVER
    deaf: float = NEVER
    leaving: float = NEVER
    ended: float = NEVER
    how_it_left: str = ""
    how_it_ended: Ended | None = None
    heard: list[tuple[int, Heard]] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)

    @property
    def stays(self) -> bool:
        """Is in and hears, as far as the journal goes."""
        return self.arrived < NEVER and min(self.deaf, self.leaving, self.ended) == NEVER

    @property
    def was_cut(self) -> bool:
        """The server ended the line, though its user did not."""
        return self.ended < NEVER and self.leaving == NEVER

    @property
    def was_ever_deaf(self) -> bool:
        """The user stopped reading at some time, so the server may have given it up."""
        return self.first_deaf < NEVER


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is to be heard: not before ``begun``, and surely no later than ``done``.

    Whoever is named in ``only`` alone may hear it, whoever is named in ``but`` alone may not.
    What is not ``certain`` may be heard, but need not.
    """

    heard: Heard
    room: str
    begun: float
    done: float
    certain: bool = True
    place: float = NEVER  # among what the same line did: the order in which all must hear it
    only: Line | None = None
    but: Line | None = None
    by: Line | None = None

    def may_be_heard_by(self, presence: Presence) -> bool:
        """Whether it is no fault if ``presence`` hears this once."""
        line = presence.line
        if line.room != self.room or line is self.but or self.only not in (None, line):
            return False
        return not self.done < presence.arriving

    def must_be_heard_by(self, presence: Presence) -> bool:
        """Whether ``presence`` was in when this happened, for sure, and stays to hear it."""
        was_in = presence.arrived < self.begun
        return self.certain and was_in and presence.stays and self.may_be_heard_by(presence)


def presences(entries: Iterable[Entry]) -> list[Presence]:
    """One for each line in the journal, in the order in which they came."""
    found: dict[int, Presence] = {}
    for place, entry in enumerate(entries):
        presence = found.setdefault(entry.line.number, Presence(entry.line))
        match entry.what:
            case Arriving():
                presence.arriving = place
            case Arrived():
                presence.arrived = presence.last_act = place
            case Said(text, _):
                presence.said.append((place, text))
                presence.last_act = place
            case Sent():
                presence.last_act = place
                presence.first_raw = min(presence.first_raw, place)
            case Deaf():
                presence.deaf = presence.last_act = place
                presence.first_deaf = min(presence.first_deaf, place)
            case Hearing() if presence.ended == NEVER:
                presence.deaf = NEVER
            case Leaving(how):
                if presence.ended == NEVER:
                    presence.leaving, presence.how_it_left = place, how
            case Ended():
                presence.ended, presence.how_it_ended = place, entry.what
            case Hears(heard, _):
                presence.heard.append((place, heard))
    return list(found.values())


def facts(people: list[Presence], dialect: Dialect) -> list[Fact]:
    """All that happened and is to be heard by somebody."""
    first_heard: dict[tuple[str, Heard], int] = {}
    for presence in people:
        for place, heard in presence.heard:
            if not isinstance(heard, Malformed):
                key = (presence.line.room, heard)
                first_heard[key] = min(place, first_heard.get(key, place))
    found: list[Fact] = []
    for presence in people:
        if presence.arrived < NEVER:
            found.append(_arrival(presence))
            found.extend(_departure(presence, first_heard))
            found.extend(_utterances(presence, first_heard, dialect))
    times = Counter((fact.room, fact.heard) for fact in found)
    return [fact if times[fact.room, fact.heard] == 1 else _left_open(fact) for fact in found]


def _left_open(fact: Fact) -> Fact:
    """Of two alike, nobody knows which it was that was heard, so neither is known to be over."""
    return fact if isinstance(fact.heard, Joined) else replace(fact, done=NEVER)


def _arrival(presence: Presence) -> Fact:
    line = presence.line
    joined = Joined(line.name)
    begun, done = presence.arriving, presence.arrived
    return Fact(joined, line.room, begun, done, place=begun, but=line, by=line)


def _departure(presence: Presence, first_heard: dict[tuple[str, Heard], int]) -> list[Fact]:
    """When the server ended the line, it did so at some time after its user's last act, or after
    the user had fallen silent; or for what was no message, of which the user may notice late."""
    line, left = presence.line, Left(presence.line.name)
    if presence.stays:
        return []
    begun = min(presence.leaving, presence.first_deaf)
    if begun == NEVER:
        begun = min(presence.first_raw, presence.last_act)
    certain = min(presence.leaving, presence.ended) < NEVER
    done = first_heard.get((line.room, left), NEVER)
    return [Fact(left, line.room, begun, done, certain, but=line, by=line)]


def _utterances(
    presence: Presence, first_heard: dict[tuple[str, Heard], int], dialect: Dialect
) -> list[Fact]:
    """What is said on a line that is lost may be lost with it, unless somebody heard it, or
    something that was said later."""
    line, found = presence.line, []

    def key(text: str) -> tuple[str, Heard]:
        return line.room, dialect.said(line.name, text)

    may_be_lost = presence.was_cut or presence.was_ever_deaf or "reset" in presence.how_it_left
    heard_until = max((p for p, text in presence.said if key(text) in first_heard), default=-1)
    for place, text in presence.said:
        refusal = dialect.refusal(text)
        if refusal is not None:
            refused = Refused(refusal)
            certain = presence.stays
            found.append(Fact(refused, line.room, place, NEVER, certain, place, line, by=line))
            continue
        message = dialect.said(line.name, text)
        done = first_heard.get(key(text), NEVER)
        certain = place <= heard_until or not may_be_lost
        found.append(Fact(message, line.room, place, done, certain, place, by=line))
    return found
