"""The teardown of a scenario: it judges the laws over everything that users sent and received, and
proves that the room is empty, so that the next scenario receives nothing of this one.

A fence of all connected users comes first, then the laws. Then a probe user joins, which must be
announced to all; every user disconnects, and the probe user must be told of each leave. Only its
own leave remains, which nobody is there to receive: should it come late, its name tells it apart.
"""

from collections.abc import Sequence

from alicebob.clients.user import User
from alicebob.laws import Law, Violation
from alicebob.laws.derive import expected_events
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.laws.numbers import numbered
from alicebob.laws.sessions import sessions
from alicebob.model.received import Message, PrivateMessage, ReceivedEvent, Rejected, UserLeft
from alicebob.record.journal import MOST_PATIENCES, Disconnected, EventReceived, Journal
from alicebob.scenario.carry_over import allow_late_leave
from alicebob.scenario.fence import raise_fence
from alicebob.scenario.scenario import Scenario


def close(scenario: Scenario) -> None:
    """Judge the scenario, and disconnect its users. Raises ``PromiseBroken`` with the report.

    The laws that the scenario breaks on purpose must be broken; all others must hold.
    """
    if scenario.server.was_stopped:
        for user in scenario.connected_users():
            user.wait_for_end()
    else:
        _empty_rooms(scenario)
    scenario.judge.expect_laws()
    _expect_broken_on_purpose(scenario)
    remember(scenario)


def _empty_rooms(scenario: Scenario) -> None:
    _wait_for_missing_events(scenario)
    scenario.judge.expect_laws()
    probes = _connect_probes(scenario)
    _disconnect([user for user in scenario.users.values() if user.is_joined and user not in probes])
    _wait_for_missing_events(scenario)
    scenario.judge.expect_laws()
    _disconnect(probes)


def _wait_for_missing_events(scenario: Scenario) -> None:
    """Raise a fence, and wait for the events that no fence covers: those of lost connections.

    An event that came late may have come twice, so one more fence follows it.
    """
    everybody = scenario.connected_users
    raise_fence(scenario, everybody(), everybody())
    journal, is_late = scenario.journal, False
    end = journal.clock() + MOST_PATIENCES * scenario.patience
    known = len(journal.entries)
    while (missing := _missing(scenario)) and journal.clock() < end:
        if not journal.wait_until(Arrival(journal, known, missing).has_come, scenario.patience):
            return
        known, is_late = len(journal.entries), True
    if is_late:
        raise_fence(scenario, everybody(), everybody())


def _missing(scenario: Scenario) -> list[Violation]:
    return [each for each in scenario.judge.violations() if each.may_heal]


class Arrival:
    """Lookout for what is missing: it has come when nothing of it is left, or, where nobody knows
    what it is, when the journal has grown. Each entry is looked at once."""

    def __init__(self, journal: Journal, known: int, missing: Sequence[Violation]) -> None:
        self._journal, self._known = journal, known
        awaited = [(each.connection.number, each.awaited) for each in missing]
        self._is_known = all(event is not None for _, event in awaited)
        self._left: set[tuple[int, ReceivedEvent | None]] = set(awaited)

    def has_come(self) -> bool:
        """Return True if it is worth judging again."""
        entries = self._journal.entries
        if not self._is_known:
            return len(entries) > self._known
        while self._known < len(entries):
            entry, self._known = entries[self._known], self._known + 1
            match entry.what:
                case Disconnected() | EventReceived(Rejected()):
                    return True  # what was missing may not be due any more
                case EventReceived(received):
                    self._left.discard((entry.connection.number, received))
        return not self._left


def _connect_probes(scenario: Scenario) -> list[User]:
    """Connect a probe user to each room in use, on each server, and prove that the users there know
    of it: only a user of a server is told there who has left."""
    rooms = {
        user.connection.room
        for user in scenario.users.values()
        if user.is_joined and user.connection
    }
    nodes = [node for node in scenario.server.nodes if not node.is_down]
    probes = [scenario.connect_probe(room, node) for room in sorted(rooms) for node in nodes]
    raise_fence(scenario, probes, scenario.connected_users())
    return probes


def _disconnect(users: list[User]) -> None:
    for user in users:
        if user.has_stopped_reading:
            user.hang_up()
        else:
            user.leave()
    for user in users:
        if not user.wait_for_end():
            user.drop()


def remember(scenario: Scenario) -> None:
    """Keep the events that the next scenario may receive: late leaves, and messages in a
    history."""
    carry_over, connections = scenario.carry_over, sessions(scenario.journal.entries)
    received = {(s.connection.room, event) for s in connections for _, event in s.received}
    happened = expected_events(connections, carry_over)
    may_come = _late_leaves(happened, set() if carry_over.may_lag else received)
    carry_over.late_departures = [*may_come, *scenario.late_leaves]
    carry_over.said |= {
        (event.room, event.received)
        for event in happened
        if isinstance(event.received, Message | PrivateMessage)
    }
    scenario.judge.remember()
    for session in connections:
        ids = carry_over.ids.setdefault(session.connection.room, {})
        for _, event in session.received:
            ids.update({message.id: message for message in numbered(event) if message.id})


def _late_leaves(
    happened: list[ExpectedEvent], received: set[tuple[str, ReceivedEvent]]
) -> list[ExpectedEvent]:
    """Return the leaves that nobody was there to receive; the next scenario may receive them."""
    return [
        allow_late_leave(event.received.name, event.room)
        for event in happened
        if isinstance(event.received, UserLeft)
        and event.by is not None
        and (event.room, event.received) not in received
    ]


def _expect_broken_on_purpose(scenario: Scenario) -> None:
    broken = {violation.law.value for violation in scenario.judge.violations()}
    kept = sorted(scenario.judge.description.breaks - broken)
    if kept:
        law = Law(kept[0])
        scenario.judge.fail(
            "This scenario breaks a law on purpose, but the law was kept.",
            f"broken on purpose: {law.sentence}",
            "it held",
        )
