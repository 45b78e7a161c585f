"""One order of all, and in it what each one did in the order of their doing."""

from collections import defaultdict
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise

from alicebob.laws.expected_event import Fact
from alicebob.laws.law import Case, Law, Once, Violation, law_of
from alicebob.laws.sessions import Presence
from alicebob.model.received import Heard, Joined, Message
from alicebob.record.journal import Line


def judge(case: Case) -> list[Violation]:
    """The law of order, and what only the order shows to be missing."""
    found: list[Violation] = []
    for presence in case.listeners:
        found += _judge_gaps(presence, case)
    found += _judge_simultaneous(case.listeners, case.once)
    return found + _judge_order(case.listeners, case.once)


def _judge_gaps(presence: Presence, case: Case) -> list[Violation]:
    """Who leaves early need not hear the rest, but must have heard all that came before the last
    thing it heard, in the order of somebody who stays."""
    room, once = presence.line.room, case.once
    witness = case.witness(room)
    if presence.stays or witness is None:
        return []
    own = {heard for _, heard in presence.heard if (room, heard) in once}
    order = [heard for _, heard in witness.heard if (room, heard) in once]
    last = max((place for place, heard in enumerate(order) if heard in own), default=0)
    missed = (once[room, heard] for heard in order[:last] if heard not in own)
    return [
        Violation(law_of(fact.heard), presence.line, str(fact.heard), "left out of what came")
        for fact in missed
        if presence.arrived < fact.begun and fact.may_be_heard_by(presence)
    ]


def _judge_simultaneous(listeners: Sequence[Presence], once: Once) -> list[Violation]:
    """Of two who arrive at the same time, the one who is in first hears of the other."""
    waiting = [p for p in listeners if p.stays and (p.line.room, Joined(p.line.name)) in once]
    told = {p.line.number: {heard for _, heard in p.heard} for p in waiting}
    return [
        Violation(
            Law.ARRIVALS,
            one.line,
            f"{one.line.user} is told of {other.line.user}, or the other way round",
            "they arrived at the same time, and neither was told of the other",
            may_heal=True,
        )
        for one, other in combinations(waiting, 2)
        if one.line.room == other.line.room
        and max(one.arriving, other.arriving) < min(one.arrived, other.arrived)
        and Joined(other.line.name) not in told[one.line.number]
        and Joined(one.line.name) not in told[other.line.number]
    ]


def _judge_order(listeners: Sequence[Presence], once: Once) -> list[Violation]:
    """One order of all, and in it what each one did in the order of their doing."""
    found = []
    before: dict[tuple[str, Heard], set[tuple[str, Heard]]] = defaultdict(set)
    sequences: dict[int, tuple[Line, list[Heard]]] = {}
    for presence in listeners:
        room = presence.line.room
        sequence = list(dict.fromkeys(h for _, h in presence.heard if (room, h) in once))
        sequences[presence.line.number] = (presence.line, sequence)
        for earlier, later in pairwise(sequence):
            before[room, later].add((room, earlier))
        found += _judge_acts(presence.line, [once[room, heard] for heard in sequence])
    try:
        TopologicalSorter(before).prepare()
    except CycleError:
        found.append(_disagreement(list(sequences.values())))
    return found


def _judge_acts(line: Line, sequence: Sequence[Fact]) -> list[Violation]:
    """What one line did is heard as it was done: arrival, messages, departure."""
    last: dict[int, Fact] = {}
    for fact in sequence:
        if fact.by is None:
            continue
        before = last.get(fact.by.number)
        if before is not None and before.place > fact.place:
            expected = f"{fact.heard} before {before.heard}, as it was"
            return [Violation(Law.ORDER, line, expected, f"{before.heard} came first")]
        last[fact.by.number] = fact
    return []


Repeater = tuple[Line, list[Message]]
"""Somebody who says a thing more than once, and all that they say."""


def repeaters(case: Case) -> list[Repeater]:
    """All of them whose name nobody else bears; nobody who says a thing once only, whatever they
    send."""
    found = []
    for speaker in case.listeners:
        line, said = speaker.line, [said for _, said in speaker.said if said.to is None]
        told = [line.dialect.said(line.name, one.text) for one in said]
        is_marked = any(one.client_id is not None for one in said)
        if len(set(told)) < len(told) and case.bearers(line) == 1 and not is_marked:
            found.append((line, told))
    return found


def judge_repeaters(presence: Presence, repeaters: list[Repeater]) -> list[Violation]:
    """Words that are said more than once have their place among their speaker's others, too."""
    line = presence.line
    for speaker, said in repeaters:
        if speaker.room != line.room:
            continue
        rest, known = iter(said), set(said)
        for _, heard in presence.heard:
            if heard in known and heard not in rest:  # looks on from the last one that was found
                expected = f"what {speaker.user} says in the order of saying"
                return [Violation(Law.ORDER, line, expected, f"{heard} came out of it")]
    return []


def _disagreement(sequences: Sequence[tuple[Line, list[Heard]]]) -> Violation:
    """Two people who heard two things in different orders."""
    for i, (line, sequence) in enumerate(sequences):
        places = {heard: place for place, heard in enumerate(sequence)}
        for other, others in sequences[i + 1 :]:
            if other.room != line.room:
                continue
            common = [heard for heard in others if heard in places]
            for first, second in pairwise(common):
                if places[first] > places[second]:
                    expected = f"{line.user} and {other.user} hear one order"
                    actual = f"{other.user} heard {first}, then {second}; {line.user} did not"
                    return Violation(Law.ORDER, line, expected, actual)
    line = sequences[0][0]
    return Violation(Law.ORDER, line, "one order for all", "what all heard fits no single order")
