"""What was heard against what happened: nothing else, nothing too often, nothing left out."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from alicebob.laws.expected_event import Fact
from alicebob.laws.law import Case, Law, Violation, is_told, law_of, times
from alicebob.laws.order import judge_repeaters, repeaters
from alicebob.laws.sessions import Presence
from alicebob.model.received import Heard, Malformed, Message, Told, difference
from alicebob.record.journal import Line


def judge(case: Case) -> list[Violation]:
    """The laws of form, truth and line, and of each kind of thing that is to be heard."""
    found: list[Violation] = []
    repeating = repeaters(case)
    for presence in case.listeners:
        found += _judge_line(presence)
        misheard = _judge_hearing(presence, case.happened)
        found += misheard or judge_repeaters(presence, repeating)
    return found


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
    counts: Counter[Told] = Counter(h for _, h in presence.heard if is_told(h))
    must: Counter[Told] = Counter()
    may: Counter[Told] = Counter()
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
        if begun.get(heard) and begun[heard].pop() > place:
            actual = f"heard {heard} too early"
            return [
                Violation(Law.TRUTH, presence.line, "nothing before it is said or done", actual)
            ]
    return []


def _too_often(
    line: Line, heard: Told, count: int, may: Counter[Told], happened: Sequence[Fact]
) -> Violation:
    allowed = may[heard]
    if allowed:
        actual = f"{heard}: heard {times(count)}"
        return Violation(law_of(heard), line, f"{heard}: {times(allowed)}", actual)
    others = [fact for fact in happened if fact.heard == heard]
    if any(fact.but is line for fact in others):
        return Violation(law_of(heard), line, "no notice about oneself", f"heard {heard}")
    if any(fact.room == line.room for fact in others):
        expected = "nothing of what was over before coming, or is meant for others"
        return Violation(Law.TRUTH, line, expected, f"heard {heard}")
    where = f", which was in room {others[0].room!r}" if others else ", which nobody said or did"
    near = _nearest(heard, may)
    return Violation(
        Law.TRUTH, line, "only what was said and done here", f"heard {heard}{where}{near}"
    )


def _nearest(heard: Told, may: Counter[Told]) -> str:
    """When words came altered: where they part from what the same sender said."""
    if not isinstance(heard, Message):
        return ""
    for meant in may:
        if isinstance(meant, Message) and meant.sender == heard.sender and _alike(meant, heard):
            return f"; {difference(meant.content, heard.content)}"
    return ""


def _alike(a: Message, b: Message) -> bool:
    return a.content[:8] == b.content[:8] or a.content[-8:] == b.content[-8:]


def _missing(line: Line, heard: Told, needed: int, counts: Counter[Told]) -> Violation:
    came = f"it came {times(counts[heard])}" if counts[heard] else "it never came"
    return Violation(law_of(heard), line, f"{heard}: {times(needed)}", came, may_heal=True)
