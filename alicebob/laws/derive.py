"""What happened in a scenario, worked out from who was in when: all that is to be heard."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from alicebob.laws.derive_messages import dropped_by, marks, refusals, utterances, whispers
from alicebob.laws.expected_event import Fact, House
from alicebob.laws.sessions import NEVER, Presence
from alicebob.model.received import Announced, Heard, Joined, Left, Malformed
from alicebob.model.sent import Join


def facts(people: list[Presence], house: House | None = None) -> list[Fact]:
    """All that happened and is to be heard by somebody."""
    first_heard: dict[tuple[str, Heard], int] = {}
    for presence in people:
        for place, heard in presence.heard:
            if not isinstance(heard, Malformed):
                key = (presence.line.room, heard)
                first_heard[key] = min(place, first_heard.get(key, place))
    marked = marks(people)
    found: list[Fact] = []
    for presence in people:
        found.extend(_announcements(presence, people, first_heard))
        if presence.arrived < NEVER:
            dropped = dropped_by(presence) if house is not None and house.is_limited else set()
            found.append(_arrival(presence))
            found.extend(_departure(presence, first_heard, dropped))
            found.extend(utterances(presence, first_heard, dropped, marked))
            found.extend(whispers(presence, people, first_heard, dropped, marked))
            found.extend(refusals(presence, dropped))
    times = Counter((fact.room, fact.heard) for fact in found)
    return [fact if times[fact.room, fact.heard] == 1 else _left_open(fact) for fact in found]


def _left_open(fact: Fact) -> Fact:
    """Of two alike, nobody knows which it was that was heard, so neither is known to be over."""
    return fact if isinstance(fact.heard, Joined) else replace(fact, done=NEVER)


def _arrival(presence: Presence) -> Fact:
    line = presence.line
    joined, done = Joined(line.name), presence.arrived
    words = (p for p, asked in presence.asked if isinstance(asked.word, Join) and p < done)
    begun = max(words, default=presence.arriving)
    but = None if line.dialect.hears_own_arrival else line
    return Fact(joined, line.room, begun, done, place=begun, but=but, by=line)


def _departure(
    presence: Presence, first_heard: dict[tuple[str, Heard], int], dropped: set[int]
) -> list[Fact]:
    """When the server ended the line, it did so at some time after its user's last act, or after
    the user had fallen silent; or for what was no message, or too much, of which the user may
    notice late."""
    line, left = presence.line, Left(presence.line.name)
    if presence.stays:
        return []
    begun = min(presence.leaving, presence.first_deaf)
    if begun == NEVER:
        begun = min(presence.first_raw, presence.last_act, *dropped)
    certain = min(presence.leaving, presence.ended) < NEVER
    done = first_heard.get((line.room, left), NEVER)
    return [Fact(left, line.room, begun, done, certain, but=line, by=line)]


def _announcements(
    operator: Presence, people: list[Presence], first_heard: dict[tuple[str, Heard], int]
) -> Iterator[Fact]:
    """The operator's word is heard in the room that it is for, or in all of them."""
    for place, announces in operator.announced:
        rooms = {p.line.room for p in people if announces.room in (None, p.line.room)}
        for room in sorted(rooms):
            heard = Announced(announces.text)
            done = first_heard.get((room, heard), NEVER)
            yield Fact(heard, room, place, done, place=place, by=operator.line)
