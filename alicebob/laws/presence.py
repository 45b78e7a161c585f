"""Who is here: the list that a newcomer gets, and the count in every notice."""

from collections import Counter

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Presence
from alicebob.model.received import USHER, Joined, Left, Users


def judge(case: Case) -> list[Violation]:
    """The law of presence."""
    found: list[Violation] = []
    for presence in case.listeners:
        if presence.line.dialect.tells_more:
            found += _judge_counts(presence) or _judge_first(presence, case)
    return found


def _judge_counts(presence: Presence) -> list[Violation]:
    """The first list, with joins and without leaves, is every later count and list."""
    here: Counter[str] | None = None
    for _, heard in presence.heard:
        match heard:
            case Users(people):
                told = Counter(dict(people))
                if here is not None and told != here:
                    return [_wrong(presence, f"in the room {_names(here)}", str(heard))]
                here = told
            case Joined(name, count) | Left(name, count) if here is not None:
                here[name] += 1 if isinstance(heard, Joined) else -1
                if not here[name]:
                    del here[name]
                if count != len(here) or here[name] < 0:
                    actual = f"{heard}, which leaves {count}"
                    return [_wrong(presence, f"in the room {_names(here)}", actual)]
    return []


def _judge_first(presence: Presence, case: Case) -> list[Violation]:
    """The first list names all who surely are in, and nobody who surely is not."""
    first = next(((p, h) for p, h in presence.heard if isinstance(h, Users)), None)
    if first is None:
        return []
    place, users = first
    others = [p for p in case.listeners if p.line.room == presence.line.room and p is not presence]
    told = {name for name, _ in users.here}
    must = {p.line.name for p in others if p.stays and p.arrived < presence.arriving}
    may = {p.line.name for p in others if p.arriving < place and not _was_gone(p, presence, case)}
    may |= {fact.heard.name for fact in case.house.excused if isinstance(fact.heard, Left)}
    if missing := must - told:
        return [_wrong(presence, f"{min(missing)} is in the list", f"{users}")]
    if strange := {name for name in told - may if not name.startswith(USHER)}:
        return [_wrong(presence, f"{min(strange)}, who is not here, is not in it", f"{users}")]
    return _judge_order_of_coming(presence, users, others)


def _judge_order_of_coming(
    presence: Presence, users: Users, others: list[Presence]
) -> list[Violation]:
    """Whoever surely came before another stands before them, if each has but one line."""
    bearers = Counter(other.line.name for other in others)
    people = {other.line.name: other for other in others if bearers[other.line.name] == 1}
    latest: Presence | None = None
    for person in (people[name] for name, _ in users.here if name in people):
        if latest is not None and person.arrived < latest.arriving:
            expected = f"{person.line.name} stands before {latest.line.name}, as they came"
            return [_wrong(presence, expected, f"{users}")]
        if latest is None or person.arriving > latest.arriving:
            latest = person
    return []


def _was_gone(other: Presence, newcomer: Presence, case: Case) -> bool:
    """Whether somebody had heard that ``other`` left before the newcomer knocked."""
    left = case.once.get((other.line.room, Left(other.line.name)))
    return left is not None and left.by is other.line and left.done < newcomer.arriving


def _wrong(presence: Presence, expected: str, actual: str) -> Violation:
    return Violation(Law.PRESENCE, presence.line, expected, actual)


def _names(here: Counter[str]) -> str:
    shown = [name for name in here if not name.startswith(USHER)]
    ushers = len(here) - len(shown)
    return ", ".join(shown + ["the suite's own"] * bool(ushers)) + f": {len(here)}"
