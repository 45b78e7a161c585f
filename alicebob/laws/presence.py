"""Law of presence: the user list that a client receives, and the count in every notice.

A user who was joining or leaving while another client joined may or may not be in its first list,
because the suite cannot see which of the two the server handled first.
"""

from collections import Counter

from alicebob.laws import lists
from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Session
from alicebob.model.received import PROBE, UserJoined, UserLeft, UserList, user_words
from alicebob.model.shown_text import listed, named

_LISTED = 12  # users


def judge(case: Case) -> list[Violation]:
    """Return the violations of the law of presence."""
    found: list[Violation] = []
    for session in case.listeners:
        if session.connection.facts.is_extended:
            found += _judge_counts(session) or _judge_first(session, case)
        elif session.connection.facts.lists_users:
            found += lists.judge(session, case)
    return found


def _judge_counts(session: Session) -> list[Violation]:
    """Compare each count and list with the first list, updated by later joins and leaves."""
    here: Counter[str] | None = None
    for position, received in session.received:
        match received:
            case UserList(people):
                told = Counter(dict(people))
                if here is not None and told != here:
                    actual = f"a user list of {_names(told)}"
                    return [_wrong(session, f"a user list of {_names(here)}", actual).at(position)]
                here = told
            case UserJoined() | UserLeft() if here is not None:
                wrong = _judge_notice(session, received, here)
                if wrong is not None:
                    return [wrong.at(position)]
    return []


def _judge_notice(
    session: Session, notice: UserJoined | UserLeft, here: Counter[str]
) -> Violation | None:
    """Update ``here``, and compare the count in the notice with it."""
    name = notice.name
    here[name] += 1 if isinstance(notice, UserJoined) else -1
    if here[name] < 0:
        del here[name]
        expected = f"only leaves of users who are in the room: {_names(here)}"
        return _wrong(session, expected, str(notice))
    if not here[name]:
        del here[name]
    if notice.count != len(here):
        expected = f"the user count {len(here)} after it: {_names(here)}"
        return _wrong(session, expected, str(notice))
    return None


def _judge_first(session: Session, case: Case) -> list[Violation]:
    """Check that the first list has all users who surely joined, and none who surely left."""
    first = next(((p, h) for p, h in session.received if isinstance(h, UserList)), None)
    if first is None:
        return []
    position, users = first
    others = [
        p
        for p in case.listeners
        if p.connection.room == session.connection.room and p is not session
    ]
    told = Counter(dict(users.here))
    must = Counter(
        p.connection.name for p in others if p.stays and p.connected < session.connecting
    )
    may = Counter(
        p.connection.name
        for p in others
        if p.connecting < position and not _was_gone(p, session, case)
    )
    may.update(
        event.received.name
        for event in case.carry_over.late_departures
        if isinstance(event.received, UserLeft)
    )
    if missing := must - told:
        return [_wrong(session, _listed(min(missing), must), f"{users}").at(position)]
    if strange := [name for name in told - may if not name.startswith(PROBE)]:
        return [_wrong(session, _listed(min(strange), may), f"{users}").at(position)]
    return [v.at(position) for v in _judge_order_of_coming(session, users, others)]


def _judge_order_of_coming(
    session: Session, users: UserList, others: list[Session]
) -> list[Violation]:
    """Check that a user who surely joined earlier is listed earlier, if each has one connection."""
    bearers = Counter(other.connection.name for other in others)
    people = {
        other.connection.name: other for other in others if bearers[other.connection.name] == 1
    }
    latest: Session | None = None
    for person in (people[name] for name, _ in users.here if name in people):
        if latest is not None and person.connected < latest.connecting:
            expected = f"{person.connection.name} before {latest.connection.name}, as they joined"
            return [_wrong(session, expected, f"{users}")]
        if latest is None or person.connecting > latest.connecting:
            latest = person
    return []


def _was_gone(other: Session, joining: Session, case: Case) -> bool:
    """Return True if a client had received the leave of ``other`` before this one connected."""
    left = case.once.get((other.connection.room, UserLeft(other.connection.name)))
    return left is not None and left.by is other.connection and left.done < joining.connecting


def _wrong(session: Session, expected: str, actual: str) -> Violation:
    return Violation(Law.PRESENCE, session.connection, expected, actual)


def _listed(name: str, connections: Counter[str]) -> str:
    """Return how a list must show ``name``."""
    count = connections[name]
    if not count:
        return f"{named(name)} is not in the list"
    return f"{named(name)} is in the list" + (f", with {count} connections" if count > 1 else "")


def _names(here: Counter[str]) -> str:
    """Return the names of the users, with the number of their connections."""
    return listed((_user(name, count) for name, count in here.items()), _LISTED) or "nobody"


def _user(name: str, count: int) -> str:
    shown = user_words(name)
    return shown if count == 1 else f"{shown} with {count} connections"
