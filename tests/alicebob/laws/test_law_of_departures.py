"""Each departure is told once to everybody else, however the line ended."""

import pytest

from alicebob.laws import Law
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.model.received import UserLeft
from alicebob.record.journal import BytesSent, Disconnected, Disconnecting
from tests.alicebob.support.story import GOODBYE, HANG_UP, LOST, Story, three_in, two_in

EVER = float("inf")


@pytest.mark.parametrize("how", [GOODBYE, HANG_UP, LOST])
def test_a_departure_that_is_not_told_is_found(how: str) -> None:
    story, alice, bob, _carol = three_in()
    story.leaves(bob, alice, how=how)
    assert story.broken() == {(Law.DEPARTURES, "Carol")}


def test_a_departure_told_twice_is_found() -> None:
    story, alice, bob = two_in()
    story.leaves(bob, alice, alice)
    assert story.broken() == {(Law.DEPARTURES, "Alice")}


def test_a_departure_told_to_who_departs_is_found() -> None:
    story, alice, bob = two_in()
    story.write(bob, Disconnecting(GOODBYE))
    story.hears(bob, UserLeft("Bob"))
    story.write(bob, Disconnected(1000, ""))
    story.hears(alice, UserLeft("Bob"))
    assert story.broken() == {(Law.DEPARTURES, "Bob")}


def test_a_departure_that_nobody_made_is_found() -> None:
    story, alice, _bob = two_in()
    story.hears(alice, UserLeft("Bob"))
    assert story.broken() == {(Law.TRUTH, "Alice")}


def test_a_departure_told_before_coming_back_is_not_told_after() -> None:
    story, alice, bob = two_in()
    story.leaves(bob, alice)
    again = story.comes("Bob", alice)
    story.hears(again, UserLeft("Bob"))
    assert story.broken() == {(Law.TRUTH, "Bob")}


def test_a_departure_may_be_told_to_somebody_who_came_meanwhile() -> None:
    story, alice, bob = two_in()
    story.write(bob, Disconnecting(HANG_UP))
    carol = story.comes("Carol", alice)
    story.all_hear(UserLeft("Bob"), carol, alice)
    assert story.broken() == set()


def test_a_deaf_listener_may_be_taken_for_gone() -> None:
    story, alice, bob = two_in()
    story.goes_deaf(bob)
    story.hears(alice, UserLeft("Bob"))
    assert story.broken() == set()


def test_a_deaf_listener_need_not_be_taken_for_gone() -> None:
    story, _alice, bob = two_in()
    story.goes_deaf(bob)
    assert story.broken() == set()


def test_a_deaf_listener_is_not_gone_twice() -> None:
    story, alice, bob = two_in()
    story.goes_deaf(bob)
    story.hears(alice, UserLeft("Bob"), UserLeft("Bob"))
    assert story.broken() == {(Law.DEPARTURES, "Alice")}


def test_an_excused_departure_may_be_told() -> None:
    story = Story()
    alice = story.comes("Alice")
    story.hears(alice, UserLeft("probe"))
    assert story.broken(ExpectedEvent(UserLeft("probe"), "lobby", 0, EVER, certain=False)) == set()


def test_an_excused_departure_need_not_be_told() -> None:
    story = Story()
    story.comes("Alice")
    assert story.broken(ExpectedEvent(UserLeft("probe"), "lobby", 0, EVER, certain=False)) == set()


def test_an_excused_departure_is_not_told_twice() -> None:
    story = Story()
    alice = story.comes("Alice")
    story.hears(alice, UserLeft("probe"), UserLeft("probe"))
    late_departures = ExpectedEvent(UserLeft("probe"), "lobby", 0, EVER, certain=False)
    assert story.broken(late_departures) == {(Law.DEPARTURES, "Alice")}


def test_whoever_is_thrown_out_may_go_on_before_they_notice() -> None:
    story, alice, bob = two_in()
    story.write(bob, BytesSent("nonsense"))
    story.hears(alice, UserLeft("Bob"))
    story.write(bob, BytesSent("more of it"))
    story.write(bob, Disconnected(1002, ""))
    assert story.broken() == {(Law.LINE, "Bob")}


def test_that_somebody_is_thrown_out_is_told_to_those_who_were_there() -> None:
    story, _alice, bob = two_in()
    story.write(bob, BytesSent("nonsense"))
    story.write(bob, Disconnected(1002, ""))
    assert story.broken() == {(Law.LINE, "Bob"), (Law.DEPARTURES, "Alice")}
