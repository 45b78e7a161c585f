"""Every leave is announced once to everybody else, however the connection ended."""

import pytest

from alicebob.laws import Law
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.model.received import UserLeft
from alicebob.record.journal import BytesSent, Disconnected, Disconnecting
from tests.alicebob.support.story import GOODBYE, HANG_UP, LOST, Story, three_in, two_in

EVER = float("inf")


@pytest.mark.parametrize("how", [GOODBYE, HANG_UP, LOST])
def test_a_leave_that_is_not_reported_is_found(how: str) -> None:
    story, alice, bob, _carol = three_in()
    story.leaves(bob, alice, how=how)
    assert story.broken() == {(Law.DEPARTURES, "Carol")}


def test_a_leave_reported_twice_is_found() -> None:
    story, alice, bob = two_in()
    story.leaves(bob, alice, alice)
    assert story.broken() == {(Law.DEPARTURES, "Alice")}


def test_a_leave_reported_to_the_user_who_leaves_is_found() -> None:
    story, alice, bob = two_in()
    story.write(bob, Disconnecting(GOODBYE))
    story.hears(bob, UserLeft("Bob"))
    story.write(bob, Disconnected(1000, ""))
    story.hears(alice, UserLeft("Bob"))
    assert story.broken() == {(Law.DEPARTURES, "Bob")}


def test_a_leave_that_nobody_made_is_found() -> None:
    story, alice, _bob = two_in()
    story.hears(alice, UserLeft("Bob"))
    assert story.broken() == {(Law.TRUTH, "Alice")}


def test_a_leave_reported_before_coming_back_is_not_reported_after() -> None:
    story, alice, bob = two_in()
    story.leaves(bob, alice)
    again = story.comes("Bob", alice)
    story.hears(again, UserLeft("Bob"))
    assert story.broken() == {(Law.TRUTH, "Bob")}


def test_a_leave_may_be_reported_to_somebody_who_came_meanwhile() -> None:
    story, alice, bob = two_in()
    story.write(bob, Disconnecting(HANG_UP))
    carol = story.comes("Carol", alice)
    story.all_hear(UserLeft("Bob"), carol, alice)
    assert story.broken() == set()


def test_a_client_that_stopped_reading_may_be_treated_as_left() -> None:
    story, alice, bob = two_in()
    story.stops_reading(bob)
    story.hears(alice, UserLeft("Bob"))
    assert story.broken() == set()


def test_a_client_that_stopped_reading_need_not_be_treated_as_left() -> None:
    story, _alice, bob = two_in()
    story.stops_reading(bob)
    assert story.broken() == set()


def test_a_client_that_stopped_reading_is_not_gone_twice() -> None:
    story, alice, bob = two_in()
    story.stops_reading(bob)
    story.hears(alice, UserLeft("Bob"), UserLeft("Bob"))
    assert story.broken() == {(Law.DEPARTURES, "Alice")}


def test_an_excused_leave_may_be_reported() -> None:
    story = Story()
    alice = story.comes("Alice")
    story.hears(alice, UserLeft("probe"))
    assert story.broken(ExpectedEvent(UserLeft("probe"), "lobby", 0, EVER, certain=False)) == set()


def test_an_excused_leave_need_not_be_reported() -> None:
    story = Story()
    story.comes("Alice")
    assert story.broken(ExpectedEvent(UserLeft("probe"), "lobby", 0, EVER, certain=False)) == set()


def test_an_excused_leave_is_not_reported_twice() -> None:
    story = Story()
    alice = story.comes("Alice")
    story.hears(alice, UserLeft("probe"), UserLeft("probe"))
    late_departures = ExpectedEvent(UserLeft("probe"), "lobby", 0, EVER, certain=False)
    assert story.broken(late_departures) == {(Law.DEPARTURES, "Alice")}


def test_a_user_who_is_disconnected_by_the_server_may_go_on_before_they_notice() -> None:
    story, alice, bob = two_in()
    story.write(bob, BytesSent("nonsense"))
    story.hears(alice, UserLeft("Bob"))
    story.write(bob, BytesSent("more of it"))
    story.write(bob, Disconnected(1002, ""))
    assert story.broken() == {(Law.CONNECTION, "Bob")}


def test_a_disconnection_by_the_server_is_reported_to_the_others() -> None:
    story, _alice, bob = two_in()
    story.write(bob, BytesSent("nonsense"))
    story.write(bob, Disconnected(1002, ""))
    assert story.broken() == {(Law.CONNECTION, "Bob"), (Law.DEPARTURES, "Alice")}
