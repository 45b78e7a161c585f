"""Laws of chat that hold in every scenario (``docs/judging.md#laws``), for the guarantees of
``docs/protocol.md#guarantees``. The laws are pure: a journal goes in, violations come out.
"""

from collections import Counter
from collections.abc import Sequence

from alicebob.laws import (
    counts,
    delivery,
    history,
    joining,
    numbers,
    order,
    past,
    pongs,
    presence,
    times,
    typing,
)
from alicebob.laws.derive import expected_events
from alicebob.laws.expected_event import CarryOver
from alicebob.laws.ids import rank_of
from alicebob.laws.law import Case, Law, Once, SettledPast, Violation
from alicebob.laws.sessions import NEVER, SessionIndex
from alicebob.record.journal import Entry

__all__ = ["Law", "RunningJudgement", "Violation", "judge"]

_LAWS = (delivery, counts, order, pongs, joining, numbers, times, presence, history, past, typing)


class RunningJudgement:
    """Judges a journal that grows, given the ``carry_over`` from earlier scenarios.

    What the journal had before is not read again.
    """

    def __init__(self, carry_over: CarryOver | None = None) -> None:
        self._carry_over = carry_over or CarryOver()
        self._sessions = SessionIndex()
        self._settled: dict[int, SettledPast] = {}

    def judge(self, entries: Sequence[Entry], began_at: float | None = None) -> list[Violation]:
        """Return every violation by now. ``entries`` are those of the call before, and more.

        ``began_at`` is when the journal began, in seconds since 1970; without it, times are not
        judged.
        """
        case = self.case(entries, began_at)
        return [violation for law in _LAWS for violation in law.judge(case)]

    def case(self, entries: Sequence[Entry], began_at: float | None = None) -> Case:
        """Return what the laws judge."""
        people = self._sessions.of(entries)
        happened = expected_events(people, self._carry_over)
        number = Counter((event.room, event.received) for event in happened)
        once: Once = {(f.room, f.received): f for f in happened if number[f.room, f.received] == 1}
        listeners = [p for p in people if p.connected < NEVER]
        names = Counter((p.connection.room, p.connection.name) for p in listeners)
        extended = [p for p in listeners if p.connection.facts.is_extended]
        rank = rank_of(row for session in extended for row in numbers.rows_of_ids(session))
        moment_at = None if began_at is None else lambda position: began_at + entries[position].at
        return Case(
            people,
            listeners,
            happened,
            once,
            self._carry_over,
            names,
            moment_at,
            rank,
            self._settled,
        )


def judge(
    entries: Sequence[Entry], carry_over: CarryOver | None = None, began_at: float | None = None
) -> list[Violation]:
    """Return every violation in a journal, given the ``carry_over`` from earlier scenarios."""
    return RunningJudgement(carry_over).judge(entries, began_at)
