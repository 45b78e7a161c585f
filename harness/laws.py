"""The laws of chat: what must hold of every conversation, whatever a scenario asks (PROTOCOL,
"Promises"). Pure: a journal goes in, the broken laws come out.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise

from harness.dialects import Dialect
from harness.facts import NEVER, Fact, Presence, facts, presences
from harness.heard import Heard, Joined, Left, Malformed, Message, Refused, difference
from harness.journal import Entry, Line


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

    @property
    def sentence(self) -> str:
        """The law in words."""
        return _SENTENCES[self]


Once = Mapping[tuple[str, Heard], Fact]
"""What happened only once in its room, so that whoever heard it is known to have heard that."""

_SENTENCES = {
    Law.FORM: "Every frame has exactly the form of its dialect.",
    Law.TRUTH: "Nobody hears what nobody said or did.",
    Law.MESSAGES: "Everyone who is in hears every message exactly once, to the character.",
    Law.ARRIVALS: "Each arrival is told once to everybody else, and not to the one who arrives.",
    Law.DEPARTURES: "Each departure is told once to everybody else, however the line ended.",
    Law.REFUSALS: "What may not be said is refused to its sender, and to nobody else.",
    Law.ORDER: "All hear one order, and in it what each one did in the order of their doing.",
    Law.LINE: "Nobody's line ends unless they end it.",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken law: on whose line, what should have been, what was. What ``may_heal`` is only
    missing as yet."""

    law: Law
    line: Line
    expected: str
    actual: str
    may_heal: bool = False


def judge(
    entries: Sequence[Entry], dialect: Dialect, excused: Sequence[Fact] = ()
) -> list[Violation]:
    """Every broken law. ``excused`` may be heard though nobody in this journal did it: departures
    of an earlier scenario, of which nobody was left to hear."""
    people = presences(entries)
    happened = [*facts(people, dialect), *excused]
    listeners = [p for p in people if p.arrived < NEVER]
    times = Counter((fact.room, fact.heard) for fact in happened)
    once = {(f.room, f.heard): f for f in happened if times[f.room, f.heard] == 1}
    found: list[Violation] = []
    for presence in listeners:
        found += _judge_line(presence)
        misheard = _judge_hearing(presence, happened)
        found += misheard or _judge_repeaters(presence, listeners, dialect)
        found += _judge_gaps(presence, listeners, once)
    found += _judge_simultaneous(listeners, once)
    return found + _judge_order(listeners, once)


def _judge_line(presence: Presence) -> list[Violation]:
    found = [
        Violation(Law.FORM, presence.line, "a frame of the dialect", str(heard))
        for _, heard in presence.heard
        if isinstance(heard, Malformed)
    ]
    if presence.was_cut and not presence.was_ever_deaf and presence.how_it_ended is not None:
        end = presence.how_it_ended
        actual = f"the line ended with {end.code} {end.reason}".rstrip()
        found.append(Violation(Law.LINE, presence.line, "the line stays open", actual))
    return found


def _judge_hearing(presence: Presence, happened: Sequence[Fact]) -> list[Violation]:
    """Counts what was heard against what must and what may have been."""
    well_formed = (heard for _, heard in presence.heard if not isinstance(heard, Malformed))
    counts: Counter[Heard] = Counter(well_formed)
    must: Counter[Heard] = Counter()
    may: Counter[Heard] = Counter()
    for fact in happened:
        if fact.may_be_heard_by(presence):
            may[fact.heard] += 1
            must[fact.heard] += fact.must_be_heard_by(presence)
    found = []
    for heard, count in counts.items():
        if count > may[heard]:
            found.append(_too_often(presence.line, heard, count, may, happened))
    for heard, needed in must.items():
        if counts[heard] < needed:
            found.append(_missing(presence.line, heard, needed, counts))
    return found or _judge_times(presence, happened)


def _judge_times(presence: Presence, happened: Sequence[Fact]) -> list[Violation]:
    """Nothing is heard before it was done; of things alike, the second not before the second."""
    begun: dict[Heard, list[float]] = defaultdict(list)
    for fact in happened:
        if fact.may_be_heard_by(presence):
            begun[fact.heard].append(fact.begun)
    for places in begun.values():
        places.sort(reverse=True)
    for place, heard in presence.heard:
        if begun[heard] and begun[heard].pop() > place:
            actual = f"heard {heard} too early"
            return [
                Violation(Law.TRUTH, presence.line, "nothing before it is said or done", actual)
            ]
    return []


def _too_often(
    line: Line, heard: Heard, count: int, may: Counter[Heard], happened: Sequence[Fact]
) -> Violation:
    allowed = may[heard]
    if allowed:
        actual = f"{heard}: heard {_times(count)}"
        return Violation(_law_of(heard), line, f"{heard}: {_times(allowed)}", actual)
    others = [fact for fact in happened if fact.heard == heard]
    if any(fact.but is line for fact in others):
        return Violation(_law_of(heard), line, "no notice about oneself", f"heard {heard}")
    if any(fact.room == line.room for fact in others):
        expected = "nothing of what was over before coming, or is meant for others"
        return Violation(Law.TRUTH, line, expected, f"heard {heard}")
    where = f", which was in room {others[0].room!r}" if others else ", which nobody said or did"
    near = _nearest(heard, may)
    return Violation(
        Law.TRUTH, line, "only what was said and done here", f"heard {heard}{where}{near}"
    )


def _nearest(heard: Heard, may: Counter[Heard]) -> str:
    """When words came altered: where they part from what the same sender said."""
    if not isinstance(heard, Message):
        return ""
    for meant in may:
        if isinstance(meant, Message) and meant.sender == heard.sender and _alike(meant, heard):
            return f"; {difference(meant.content, heard.content)}"
    return ""


def _alike(a: Message, b: Message) -> bool:
    return a.content[:8] == b.content[:8] or a.content[-8:] == b.content[-8:]


def _missing(line: Line, heard: Heard, needed: int, counts: Counter[Heard]) -> Violation:
    came = f"it came {_times(counts[heard])}" if counts[heard] else "it never came"
    return Violation(_law_of(heard), line, f"{heard}: {_times(needed)}", came, may_heal=True)


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


def _judge_gaps(presence: Presence, listeners: Sequence[Presence], once: Once) -> list[Violation]:
    """Who leaves early need not hear the rest, but must have heard all that came before the last
    thing it heard, in the order of somebody who stays."""
    room = presence.line.room
    witness = next((w for w in listeners if w.stays and w.line.room == room), None)
    if presence.stays or witness is None:
        return []
    own = {heard for _, heard in presence.heard if (room, heard) in once}
    order = [heard for _, heard in witness.heard if (room, heard) in once]
    last = max((place for place, heard in enumerate(order) if heard in own), default=0)
    missed = (once[room, heard] for heard in order[:last] if heard not in own)
    return [
        Violation(_law_of(fact.heard), presence.line, str(fact.heard), "left out of what came")
        for fact in missed
        if presence.arrived < fact.begun and fact.may_be_heard_by(presence)
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


def _judge_repeaters(
    presence: Presence, people: Sequence[Presence], dialect: Dialect
) -> list[Violation]:
    """Words that are said more than once have their place among their speaker's others, too."""
    line = presence.line
    bearers = Counter(p.line.name for p in people if p.line.room == line.room)
    for speaker in people:
        name = speaker.line.name
        said = [dialect.said(name, text) for _, text in speaker.said]
        is_repeater = len(set(said)) < len(said)
        if speaker.line.room != line.room or bearers[name] > 1 or not is_repeater:
            continue
        rest, known = iter(said), set(said)
        for _, heard in presence.heard:
            if heard in known and heard not in rest:  # looks on from the last one that was found
                expected = f"what {speaker.line.user} says in the order of saying"
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


def _law_of(heard: Heard) -> Law:
    match heard:
        case Message():
            return Law.MESSAGES
        case Joined():
            return Law.ARRIVALS
        case Left():
            return Law.DEPARTURES
        case Refused():
            return Law.REFUSALS
        case Malformed():
            return Law.FORM


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
