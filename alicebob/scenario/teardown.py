"""The teardown of a scenario: it judges the laws over everything that users sent and received, and
proves that the room is empty, so that the next scenario receives nothing of this one.

A fence of all connected users comes first, then the laws. Then a probe user joins, which must be
announced to all; every user disconnects, and the probe user must be told of each leave. Only its
own leave remains, which nobody is there to receive: should it come late, its name tells it apart.
"""

from functools import partial

from alicebob.clients.user import User
from alicebob.laws import Law, Violation
from alicebob.laws.derive import expected_events
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.numbers import numbered
from alicebob.laws.sessions import sessions
from alicebob.model.received import Message, PrivateMessage, ReceivedEvent, UserLeft
from alicebob.record.failure_report import Failure
from alicebob.record.journal import MOST_PATIENCES, Journal
from alicebob.scenario.scenario import Scenario
from alicebob.servers.probe import allow_late_departure

_SHOWN = 3  # broken laws that one story tells of


def close(scenario: Scenario) -> None:
    """Judges the scenario and empties the house. Raises ``PromiseBroken`` with the story.

    What the scenario breaks on purpose must be broken; everything else must hold.
    """
    if scenario.server_was_stopped:
        for user in scenario.connected_users():
            user.wait_for_end()
    else:
        _empty_the_house(scenario)
    _report(scenario, is_over=True)
    _remember(scenario)


def _wait_for_what_is_missing(scenario: Scenario) -> None:
    """A fence, and a wait for what no fence covers: what the server finds out by itself.

    What came late may have come twice, so then there is one more fence.
    """
    scenario.raise_fence(scenario.connected_users(), scenario.connected_users())
    journal, is_late = scenario.journal, False
    end = journal.clock() + MOST_PATIENCES * scenario.patience
    known = len(journal.entries)
    while any(v.may_heal for v in scenario.violations()) and journal.clock() < end:
        if not journal.wait_until(partial(_has_grown, journal, known), scenario.patience):
            return
        known, is_late = len(journal.entries), True
    if is_late:
        scenario.raise_fence(scenario.connected_users(), scenario.connected_users())


def _has_grown(journal: Journal, known: int) -> bool:
    return len(journal.entries) > known


def _empty_the_house(scenario: Scenario) -> None:
    _wait_for_what_is_missing(scenario)
    _report(scenario)
    probes = _connect_probes(scenario)
    _say_goodbye(
        [user for user in scenario.users.values() if user.is_joined and user not in probes]
    )
    _wait_for_what_is_missing(scenario)
    _report(scenario)
    _say_goodbye(probes)


def _connect_probes(scenario: Scenario) -> list[User]:
    """One for each room in use; when everybody there has heard them, they hear what comes."""
    rooms = {
        user.connection.room
        for user in scenario.users.values()
        if user.is_joined and user.connection
    }
    probes = [scenario.connect_probe(room) for room in sorted(rooms)]
    scenario.raise_fence(probes, scenario.connected_users())
    return probes


def _say_goodbye(users: list[User]) -> None:
    for user in users:
        if user.has_stopped_reading:
            user.hang_up()
        else:
            user.leave()
    for user in users:
        if not user.wait_for_end():
            user.drop()


def _remember(scenario: Scenario) -> None:
    """Keep what the next scenario may still receive of this one: leaves, and in a history
    messages."""
    carry_over, people = scenario.server.carry_over, sessions(scenario.journal.entries)
    told = {(p.connection.room, received) for p in people for _, received in p.received}
    happened = expected_events(people, carry_over)
    carry_over.late_departures = [*_untold_departures(happened, told), *scenario.loose_ends]
    words = ((f.room, f.received) for f in happened)
    carry_over.said |= {
        (room, said) for room, said in words if isinstance(said, Message | PrivateMessage)
    }
    for room, received in (
        (p.connection.room, received) for p in people for _, received in p.received
    ):
        carry_over.ids.setdefault(room, {}).update({m.id: m for m in numbered(received) if m.id})


def _untold_departures(
    happened: list[ExpectedEvent], told: set[tuple[str, ReceivedEvent]]
) -> list[ExpectedEvent]:
    """Departures that nobody was there to hear of; the next scenario may hear of them late."""
    return [
        allow_late_departure(event.received.name, event.room)
        for event in happened
        if isinstance(event.received, UserLeft) and (event.room, event.received) not in told
    ]


def _report(scenario: Scenario, *, is_over: bool = False) -> None:
    found = scenario.violations()
    unexpected = [v for v in found if v.law.value not in scenario.description.breaks]
    kept = scenario.description.breaks - {v.law.value for v in found}
    if unexpected:
        scenario.raise_story([_failure(scenario, v) for v in unexpected[:_SHOWN]])
    if is_over and kept:
        law = Law(sorted(kept)[0])
        scenario.fail(
            "This scenario breaks a law on purpose, but the law was kept.",
            f"broken on purpose: {law.sentence}",
            "it held",
        )


def _failure(scenario: Scenario, violation: Violation) -> Failure:
    who = violation.witness
    headline = f"A law of chat is broken for {who}."
    if scenario.death is not None:
        headline = f"The server died during this scenario (exit code {scenario.death}). {headline}"
    return Failure(
        headline,
        violation.requirement,
        f"{who}: {violation.expected}",
        f"{who}: {violation.actual}",
        violation.law.value,
    )
