"""Who is here: the list that a newcomer gets, and the count in every notice."""

from collections import Counter

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Session
from alicebob.model.received import PROBE, UserJoined, UserLeft, UserList


def judge(case: Case) -> list[Violation]:
    """The law of presence."""
    found: list[Violation] = []
    for session in case.listeners:
        if session.connection.dialect.is_extended:
            found += _judge_counts(session) or _judge_first(session, case)
    return found


def _judge_counts(session: Session) -> list[Violation]:
    """The first list, with joins and without leaves, is every later count and list."""
    here: Counter[str] | None = None
    for _, received in session.received:
        match received:
            case UserList(people):
                told = Counter(dict(people))
                if here is not None and told != here:
                    return [_wrong(session, f"in the room {_names(here)}", str(received))]
                here = told
            case UserJoined(name, count) | UserLeft(name, count) if here is not None:
                here[name] += 1 if isinstance(received, UserJoined) else -1
                if not here[name]:
                    del here[name]
                if count != len(here) or here[name] < 0:
                    actual = f"{received}, which leaves {count}"
                    return [_wrong(session, f"in the room {_names(here)}", actual)]
    return []


def _judge_first(session: Session, case: Case) -> list[Violation]:
    """The first list names all who surely are in, and nobody who surely is not."""
    first = next(((p, h) for p, h in session.received if isinstance(h, UserList)), None)
    if first is None:
        return []
    position, users = first
    others = [
        p
        for p in case.listeners
        if p.connection.room == session.connection.room and p is not session
    ]
    told = {name for name, _ in users.here}
    must = {p.connection.name for p in others if p.stays and p.connected < session.connecting}
    may = {
        p.connection.name
        for p in others
        if p.connecting < position and not _was_gone(p, session, case)
    }
    may |= {
        event.received.name
        for event in case.carry_over.late_departures
        if isinstance(event.received, UserLeft)
    }
    if missing := must - told:
        return [_wrong(session, f"{min(missing)} is in the list", f"{users}")]
    if strange := {name for name in told - may if not name.startswith(PROBE)}:
        return [_wrong(session, f"{min(strange)}, who is not here, is not in it", f"{users}")]
    return _judge_order_of_coming(session, users, others)


def _judge_order_of_coming(
    session: Session, users: UserList, others: list[Session]
) -> list[Violation]:
    """Whoever surely came before another stands before them, if each has but one line."""
    bearers = Counter(other.connection.name for other in others)
    people = {
        other.connection.name: other for other in others if bearers[other.connection.name] == 1
    }
    latest: Session | None = None
    for person in (people[name] for name, _ in users.here if name in people):
        if latest is not None and person.connected < latest.connecting:
            expected = (
                f"{person.connection.name} stands before {latest.connection.name}, as they came"
            )
            return [_wrong(session, expected, f"{users}")]
        if latest is None or person.connecting > latest.connecting:
            latest = person
    return []


def _was_gone(other: Session, ensure_user: Session, case: Case) -> bool:
    """Whether somebody had heard that ``other`` left before the newcomer knocked."""
    left = case.once.get((other.connection.room, UserLeft(other.connection.name)))
    return left is not None and left.by is other.connection and left.done < ensure_user.connecting


def _wrong(session: Session, expected: str, actual: str) -> Violation:
    return Violation(Law.PRESENCE, session.connection, expected, actual)


def _names(here: Counter[str]) -> str:
    shown = [name for name in here if not name.startswith(PROBE)]
    probes = len(here) - len(shown)
    return ", ".join(shown + ["the suite's own"] * bool(probes)) + f": {len(here)}"
