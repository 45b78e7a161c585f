"""Laws of arrivals and departures on wires that a profile describes: the number of users that a
notice of a join or a leave tells, where the facts say what it counts.

The server counted after the join or the leave of which it tells, and before the notice arrived.
Whoever came or went in between may be counted or not.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from alicebob.laws.attendance import late_leavers, perhaps_here, surely_here
from alicebob.laws.law import Case, Violation, law_of
from alicebob.laws.sessions import Session
from alicebob.model.facts import Counted
from alicebob.model.received import ReceivedEvent, UserJoined, UserLeft

Notice = UserJoined | UserLeft


def judge(case: Case) -> list[Violation]:
    """Return the first wrong number that each client was told."""
    rooms: dict[str, _Room] = {}
    found = []
    for session in case.listeners:
        connection = session.connection
        if connection.facts.counts is not None:
            room = rooms.setdefault(connection.room, _Room(connection.room, case))
            found += _judge_session(session, room, case)
    return found


def _judge_session(session: Session, room: "_Room", case: Case) -> list[Violation]:
    """Look at each number; the nth of equal notices tells of the nth join or leave at most."""
    begun: dict[ReceivedEvent, list[float]] = defaultdict(list)
    for event in case.happened:
        if isinstance(event.received, Notice) and event.may_be_heard_by(session):
            begun[event.received].append(event.begun)
    for positions in begun.values():
        positions.sort(reverse=True)
    for position, received in session.received:
        if isinstance(received, Notice) and begun[received]:
            wrong = _judge_notice(session, received, begun[received].pop(), position, room)
            if wrong is not None:
                return [wrong.at(position)]
    return []


def _judge_notice(
    session: Session, notice: Notice, since: float, position: int, room: "_Room"
) -> Violation | None:
    facts = session.connection.facts
    is_by_name = facts.counts is Counted.USERS
    if notice.count is None or (is_by_name and not notice.name):
        return None
    if room.is_known_right(notice, since, position):
        return None
    fewest, most = room.numbers(notice, since, position, is_by_name)
    most = most if facts.leave_of("") is not None else math.inf  # nobody is told who has left
    if fewest <= notice.count <= most:
        room.note_right(notice, since, position)
        return None
    many = f"at least {fewest}" if most == math.inf else f"between {fewest} and {most}"
    expected = f"the user count {fewest if fewest == most else many} after it"
    may_heal = notice.count > most and room.has_untold_leavers
    return Violation(law_of(notice), session.connection, expected, str(notice), may_heal)


@dataclass(slots=True)
class _Room:
    """The clients of a room, those of earlier scenarios who leave late, and numbers that are known
    to be right: what is right when it arrives at one client is right when it arrives later."""

    name: str
    case: Case
    _people: list[Session] = field(init=False)
    _told: dict[str, int] = field(init=False)  # the leaves of names, each where it was told first
    _right: dict[tuple[Notice, int | None, float], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._people = [p for p in self.case.people if p.connection.room == self.name]
        leaves = [(at, e) for p in self._people for at, e in p.received if isinstance(e, UserLeft)]
        self._told = {event.name: at for at, event in sorted(leaves, key=lambda one: -one[0])}

    @property
    def has_untold_leavers(self) -> bool:
        """Return True if leaves of clients of earlier scenarios may still be told."""
        return any(name not in self._told for name in late_leavers(self.name, self.case))

    def is_known_right(self, notice: Notice, since: float, position: int) -> bool:
        """Return True if the same number was right at ``position``, or earlier."""
        return self._right.get((notice, notice.count, since), math.inf) <= position

    def note_right(self, notice: Notice, since: float, position: int) -> None:
        """Remember that the number was right at ``position``."""
        self._right[notice, notice.count, since] = position

    def numbers(
        self, notice: Notice, since: float, until: float, is_by_name: bool
    ) -> tuple[int, float]:
        """Return how many there must have been behind the join or leave, and how many may have."""
        sure = [p.connection.name for p in self._people if surely_here(p, since, until)]
        possible = [
            p.connection.name for p in self._people if perhaps_here(p, since, until, self.case)
        ]
        late = late_leavers(self.name, self.case)
        possible += [name for name in late if self._told.get(name, -1) >= since]
        if isinstance(notice, UserJoined):
            sure.append(notice.name)
        else:
            sure, possible = _without(notice.name, sure), _without(notice.name, possible)
        if is_by_name:
            return len(set(sure)), len(set(possible))
        return len(sure), len(possible)


def _without(name: str, names: Sequence[str]) -> list[str]:
    """Return the names without one ``name``, or without any one if a notice tells no name."""
    rest = list(names)
    if not name:
        return rest[1:]
    if name in rest:
        rest.remove(name)
    return rest
