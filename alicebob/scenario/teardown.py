"""The end of a scenario: the laws are judged over all that everybody said and heard, and the house
is emptied, provably, so that the next scenario hears no echo of this one.

First a fence of everybody who is in, then the laws. Then an usher comes in: its arrival must
be told to all; everybody says goodbye, and the usher must hear each of them leave. Only the usher's
own departure is left, of which nobody is there to hear: its name tells it apart, should it come
late.
"""

from functools import partial

from alicebob.clients.user import User
from alicebob.laws import Law, Violation
from alicebob.laws.derive import facts
from alicebob.laws.expected_event import Fact
from alicebob.laws.numbers import numbered
from alicebob.laws.sessions import presences
from alicebob.model.received import Heard, Left, Message, Private
from alicebob.record.failure_report import Failure
from alicebob.record.journal import MOST_PATIENCES, Journal
from alicebob.scenario.scenario import Stage
from alicebob.servers.probe import excuse

_SHOWN = 3  # broken laws that one story tells of


def close(stage: Stage) -> None:
    """Judges the scenario and empties the house. Raises ``Broken`` with the story.

    What the scenario breaks on purpose must be broken; everything else must hold.
    """
    if stage.server_was_stopped:
        for user in stage.present():
            user.wait_for_end()
    else:
        _empty_the_house(stage)
    _report(stage, is_over=True)
    _remember(stage)


def _wait_for_what_is_missing(stage: Stage) -> None:
    """A fence, and a wait for what no fence covers: what the server finds out by itself.

    What came late may have come twice, so then there is one more fence.
    """
    stage.raise_fence(stage.present(), stage.present())
    journal, is_late = stage.journal, False
    end = journal.clock() + MOST_PATIENCES * stage.patience
    known = len(journal.entries)
    while any(v.may_heal for v in stage.violations()) and journal.clock() < end:
        if not journal.wait_until(partial(_has_grown, journal, known), stage.patience):
            return
        known, is_late = len(journal.entries), True
    if is_late:
        stage.raise_fence(stage.present(), stage.present())


def _has_grown(journal: Journal, known: int) -> bool:
    return len(journal.entries) > known


def _empty_the_house(stage: Stage) -> None:
    _wait_for_what_is_missing(stage)
    _report(stage)
    ushers = _bring_in_ushers(stage)
    _say_goodbye([user for user in stage.users.values() if user.is_in and user not in ushers])
    _wait_for_what_is_missing(stage)
    _report(stage)
    _say_goodbye(ushers)


def _bring_in_ushers(stage: Stage) -> list[User]:
    """One for each room in use; when everybody there has heard them, they hear what comes."""
    rooms = {user.line.room for user in stage.users.values() if user.is_in and user.line}
    ushers = [stage.bring_in_usher(room) for room in sorted(rooms)]
    stage.raise_fence(ushers, stage.present())
    return ushers


def _say_goodbye(users: list[User]) -> None:
    for user in users:
        if user.is_deaf:
            user.hang_up()
        else:
            user.leave()
    for user in users:
        if not user.wait_for_end():
            user.drop()


def _remember(stage: Stage) -> None:
    """What may be heard of this scenario in the next: departures, and in a history words."""
    house, people = stage.theatre.house, presences(stage.journal.entries)
    told = {(p.line.room, heard) for p in people for _, heard in p.heard}
    happened = facts(people, house)
    house.excused = [*_untold_departures(happened, told), *stage.loose_ends]
    words = ((f.room, f.heard) for f in happened)
    house.said |= {(room, said) for room, said in words if isinstance(said, Message | Private)}
    for room, heard in ((p.line.room, heard) for p in people for _, heard in p.heard):
        house.ids.setdefault(room, {}).update({m.id: m for m in numbered(heard) if m.id})


def _untold_departures(happened: list[Fact], told: set[tuple[str, Heard]]) -> list[Fact]:
    """Departures that nobody was there to hear of; the next scenario may hear of them late."""
    return [
        excuse(fact.heard.name, fact.room)
        for fact in happened
        if isinstance(fact.heard, Left) and (fact.room, fact.heard) not in told
    ]


def _report(stage: Stage, *, is_over: bool = False) -> None:
    found = stage.violations()
    unexpected = [v for v in found if v.law.value not in stage.scene.breaks]
    kept = stage.scene.breaks - {v.law.value for v in found}
    if unexpected:
        stage.raise_story([_failure(stage, v) for v in unexpected[:_SHOWN]])
    if is_over and kept:
        law = Law(sorted(kept)[0])
        stage.fail(
            "This scenario breaks a law on purpose, but the law was kept.",
            f"broken on purpose: {law.sentence}",
            "it held",
        )


def _failure(stage: Stage, violation: Violation) -> Failure:
    who = violation.witness
    headline = f"A law of chat is broken for {who}."
    if stage.death is not None:
        headline = f"The server died during this scenario (exit code {stage.death}). {headline}"
    return Failure(
        headline,
        violation.requirement,
        f"{who}: {violation.expected}",
        f"{who}: {violation.actual}",
        violation.law.value,
    )
