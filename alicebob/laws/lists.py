"""Law of presence on wires that a profile describes: each list of users, pushed or asked for.

Nobody knows when exactly a server made a list. It has all who surely were in the room at that time,
and none who surely had left. A name with several connections may stand in it once or several times,
and the client itself may be left out.
"""

from alicebob.laws.attendance import late_leavers, perhaps_here, surely_here
from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import Session
from alicebob.model.received import PROBE, UserList
from alicebob.model.sent import ListUsers
from alicebob.model.shown_text import named


def judge(session: Session, case: Case) -> list[Violation]:
    """Return the first list of a client that is wrong, or the answer that it misses."""
    asked = [p for p, each in session.asked if isinstance(each.client_message, ListUsers)]
    lists = [(p, event) for p, event in session.received if isinstance(event, UserList)]
    answers = asked if len(lists) <= len(asked) else []  # more are pushed, and tell no question
    known, since = iter(session.received), session.connecting
    for number, (position, users) in enumerate(lists):
        for at, event in known:
            if at >= position:
                break
            cause = case.once.get((session.connection.room, event))
            since = max(since, cause.begun) if cause is not None else since
        since = max(since, *answers[number : number + 1], session.connecting)
        wrong = _judge_list(session, users, since, position, case)
        if wrong is not None:
            return [wrong.at(position)]
    is_owed = session.stays and bool(asked) and not case.carry_over.is_limited
    if is_owed and session.connection.facts.can_list_users and not _answered(asked[-1], lists):
        expected = "a list of the users, for which it asked"
        missing = Violation(Law.PRESENCE, session.connection, expected, "never received", True)
        return [missing.at(asked[-1])]
    return []


def _answered(position: int, lists: list[tuple[int, UserList]]) -> bool:
    return any(at > position for at, _ in lists)


def _judge_list(
    session: Session, users: UserList, since: float, position: int, case: Case
) -> Violation | None:
    """Compare a list that the server made after ``since`` and before ``position``."""
    room, told = session.connection.room, {name for name, _ in users.here}
    others = [p for p in case.people if p.connection.room == room and p is not session]
    must = {p.connection.name for p in others if surely_here(p, since, position)}
    may = {p.connection.name for p in others if perhaps_here(p, since, position, case)}
    may |= {session.connection.name, *late_leavers(room, case)}
    if missing := must - told:
        expected = f"{named(min(missing))} is in the list"
        return Violation(Law.PRESENCE, session.connection, expected, f"{users}")
    strange = {name for name in told - may if not name.startswith(PROBE)}
    if strange and session.connection.facts.leave_of("") is not None:
        expected = f"{named(min(strange))} is not in the list"
        return Violation(Law.PRESENCE, session.connection, expected, f"{users}")
    return None
