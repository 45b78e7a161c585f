"""Laws of chat that hold in every scenario (``docs/judging.md#laws``), for the guarantees of
``docs/protocol.md#guarantees``. The laws are pure: a journal goes in, violations come out.
"""

from collections import Counter
from collections.abc import Sequence

from alicebob.laws import (
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
from alicebob.laws.law import Case, Law, Once, Violation
from alicebob.laws.sessions import NEVER, sessions
from alicebob.record.journal import Entry

__all__ = ["Law", "Violation", "judge"]

_LAWS = (delivery, order, pongs, joining, numbers, times, presence, history, past, typing)


def judge(
    entries: Sequence[Entry], carry_over: CarryOver | None = None, began_at: float | None = None
) -> list[Violation]:
    """Return every violation, given the ``carry_over`` from earlier scenarios.

    ``began_at`` is when the journal began, in seconds since 1970; without it, times are not judged.
    """
    carry_over = carry_over or CarryOver()
    people = sessions(entries)
    happened = expected_events(people, carry_over)
    counts = Counter((event.room, event.received) for event in happened)
    once: Once = {(f.room, f.received): f for f in happened if counts[f.room, f.received] == 1}
    listeners = [p for p in people if p.connected < NEVER]
    names = Counter((p.connection.room, p.connection.name) for p in listeners)
    moments = [] if began_at is None else [began_at + entry.at for entry in entries]
    extended = (p for p in listeners if p.connection.facts.is_extended)
    rank = rank_of(row for session in extended for row in numbers.rows_of_ids(session))
    case = Case(listeners, happened, once, carry_over, names, moments, rank)
    found: list[Violation] = []
    for judged in (
        delivery,
        order,
        pongs,
        joining,
        numbers,
        times,
        presence,
        history,
        past,
        typing,
    ):
        found += judged.judge(case)
    return found
