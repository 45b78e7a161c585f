"""Checks of what must not be received: what the suite itself causes does not count."""

from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from alicebob.assertions import expectations
from alicebob.clients.inbox import Inbox
from alicebob.dialects.described import Described
from alicebob.dialects.plain import PLAIN
from alicebob.laws.expected_event import CarryOver
from alicebob.model.facts import Facts
from alicebob.model.received import ReceivedEvent, UserJoined, UserLeft, is_news
from alicebob.record.journal import Connection, Journal, MessageSent
from alicebob.scenario.carry_over import allow_late_leave

LATE = UserLeft("Alice")
PROBER = "a probe user"


def fail(headline: str, expected: str, actual: str) -> NoReturn:
    raise AssertionError(actual)


def scenario_in_which_bob_received(*received: ReceivedEvent, probe_room: str = "") -> Any:
    """Return a scenario to which Alice's leave was carried over, without a fence to wait for, and
    with a probe user in ``probe_room``."""
    journal = Journal()
    inbox = Inbox(journal)
    connection = Connection(1, "Bob", "Bob", "lobby", PLAIN)
    for each in received:
        inbox.put(connection, each, is_fence=False)
    bob = SimpleNamespace(label="Bob", inbox=inbox, connection=connection, dialect=PLAIN)
    probe = SimpleNamespace(
        is_probe=True, connection=Connection(2, PROBER, PROBER, probe_room, PLAIN)
    )
    judge = SimpleNamespace(expect_nothing_proven=lambda: None, fail=fail)
    return SimpleNamespace(
        carry_over=CarryOver([allow_late_leave("Alice")]),
        connected_users=list,
        judge=judge,
        user=lambda _label: bob,
        users={PROBER: probe} if probe_room else {},
    )


@pytest.fixture(autouse=True)
def _no_fence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expectations, "expect_fence", lambda *_: None)


def test_a_late_leave_of_an_earlier_scenario_is_nothing() -> None:
    expectations.expect_not(scenario_in_which_bob_received(LATE), "Bob", "something", is_news)


def test_a_late_leave_is_allowed_once() -> None:
    scenario = scenario_in_which_bob_received(LATE, LATE)
    with pytest.raises(AssertionError, match="Alice left"):
        expectations.expect_not(scenario, "Bob", "something", is_news)


def test_what_follows_a_late_leave_is_seen() -> None:
    scenario = scenario_in_which_bob_received(LATE, UserLeft("Carol"))
    with pytest.raises(AssertionError, match="Carol left"):
        expectations.expect_not(scenario, "Bob", "something", is_news)


def test_the_arrival_of_a_probe_user_is_nothing() -> None:
    scenario = scenario_in_which_bob_received(UserJoined(PROBER), probe_room="lobby")
    expectations.expect_not(scenario, "Bob", "something", is_news)


def test_the_arrival_of_a_probe_user_in_another_room_is_seen() -> None:
    scenario = scenario_in_which_bob_received(UserJoined(PROBER), probe_room="garden")
    with pytest.raises(AssertionError, match="probe user joined"):
        expectations.expect_not(scenario, "Bob", "something", is_news)


def test_without_an_echo_the_same_words_of_somebody_else_are_still_expected() -> None:
    scenario = scenario_in_which_bob_received()
    bob = scenario.user("Bob")
    bob.dialect = Described("without echo", PLAIN.wire, Facts(echo=False))
    bob.connection = Connection(1, "Bob", "Bob", "lobby", bob.dialect)
    scenario.user, scenario.patience = lambda label: bob, 0
    scenario.journal = Journal()
    scenario.journal.write(bob.connection, MessageSent("hi"))
    expectations.expect_message(scenario, "Bob", "Bob", "hi")
    with pytest.raises(AssertionError, match="nothing at all"):
        expectations.expect_message(scenario, "Bob", "Alice", "hi")
