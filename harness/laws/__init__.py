"""The laws of chat: what must hold of every conversation, whatever a scenario asks (PROTOCOL,
"Promises"). Pure: a journal goes in, the broken laws come out.
"""

from collections import Counter
from collections.abc import Sequence

from harness.fact import House
from harness.facts import facts
from harness.journal import Entry
from harness.laws import attendance, door, hearing, history, numbers, order, typing
from harness.laws.law import Case, Law, Once, Violation
from harness.presence import NEVER, presences

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
    for judged in (hearing, order, door, numbers, attendance, history, typing):
        found += judged.judge(case)
    return found
