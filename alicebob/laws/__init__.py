"""The laws of chat: what must hold of every conversation, whatever a scenario asks (PROTOCOL,
"Promises"). Pure: a journal goes in, the broken laws come out.
"""

from collections import Counter
from collections.abc import Sequence

from alicebob.laws import delivery, history, joining, numbers, order, presence, typing
from alicebob.laws.derive import facts
from alicebob.laws.expected_event import House
from alicebob.laws.law import Case, Law, Once, Violation
from alicebob.laws.sessions import NEVER, presences
from alicebob.record.journal import Entry

__all__ = ["Law", "Violation", "judge"]


def judge(entries: Sequence[Entry], house: House | None = None) -> list[Violation]:
    """Every broken law, with what is known of the ``house`` from earlier scenarios."""
    house = house or House()
    people = presences(entries)
    happened = [*facts(people, house), *house.excused]
    times = Counter((fact.room, fact.heard) for fact in happened)
    once: Once = {(f.room, f.heard): f for f in happened if times[f.room, f.heard] == 1}
    listeners = [p for p in people if p.arrived < NEVER]
    names = Counter((p.line.room, p.line.name) for p in listeners)
    case = Case(listeners, happened, once, house, names)
    found: list[Violation] = []
    for judged in (delivery, order, joining, numbers, presence, history, typing):
        found += judged.judge(case)
    return found
