"""Every join is announced once to everybody else, and not to the user who joins."""

from alicebob.laws import Law
from alicebob.model.received import UserJoined
from alicebob.record.journal import Connection, ConnectRejected
from tests.alicebob.support.story import Story, three_in, two_in

EVER = float("inf")


def test_people_who_come_and_go_break_nothing() -> None:
    story, alice, bob, carol = three_in()
    story.leaves(bob, alice, carol)
    story.comes("Bob", alice, carol)
    assert story.broken() == set()


def test_a_return_that_is_not_reported_is_found() -> None:
    story, alice, bob = two_in()
    story.leaves(bob, alice)
    story.comes("Bob")
    assert story.broken() == {(Law.ARRIVALS, "Alice")}


def test_a_join_that_is_not_reported_is_found() -> None:
    story, _alice, bob = two_in()
    story.comes("Carol", bob)
    assert story.broken() == {(Law.ARRIVALS, "Alice")}


def test_a_join_reported_twice_is_found() -> None:
    story, alice, bob = two_in()
    story.comes("Carol", alice, alice, bob)
    assert story.broken() == {(Law.ARRIVALS, "Alice")}


def test_a_join_reported_to_the_user_who_joins_is_found() -> None:
    story, alice, bob = two_in()
    carol = story.comes("Carol", alice, bob)
    story.hears(carol, UserJoined("Carol"))
    assert story.broken() == {(Law.ARRIVALS, "Carol")}


def test_a_join_that_nobody_made_is_found() -> None:
    story, alice, _bob = two_in()
    story.hears(alice, UserJoined("Mallory"))
    assert story.broken() == {(Law.TRUTH, "Alice")}


def test_a_join_before_ones_own_is_not_reported() -> None:
    story, _alice, bob = two_in()
    story.hears(bob, UserJoined("Alice"))
    assert story.broken() == {(Law.TRUTH, "Bob")}


def two_at_once() -> tuple[Story, Connection, Connection]:
    """First and Second connect before either has joined; neither was told yet."""
    story = Story()
    first, second = story.connects("First"), story.connects("Second")
    story.is_joined(first, second)
    return story, first, second


def test_of_two_who_join_at_once_the_first_may_be_told() -> None:
    story, first, _second = two_at_once()
    story.hears(first, UserJoined("Second"))
    assert story.broken() == set()


def test_of_two_who_join_at_once_the_second_may_be_told() -> None:
    story, _first, second = two_at_once()
    story.hears(second, UserJoined("First"))
    assert story.broken() == set()


def test_of_two_who_join_at_once_one_must_be_told() -> None:
    story, _first, _second = two_at_once()
    assert {law for law, _who in story.broken()} == {Law.ARRIVALS}


def test_of_two_who_join_at_once_neither_is_told_of_itself() -> None:
    story, first, second = two_at_once()
    story.hears(second, UserJoined("First"))
    story.hears(first, UserJoined("First"))
    assert story.broken() == {(Law.ARRIVALS, "First")}


def test_a_rejected_client_did_not_join() -> None:
    story, alice, _bob = two_in()
    story.write(story.connects("Mallory"), ConnectRejected(400, "no"))
    story.hears(alice, UserJoined("Mallory"))
    assert story.broken() == {(Law.TRUTH, "Alice")}


def test_two_without_a_name_are_announced_one_by_one() -> None:
    story = Story()
    alice = story.comes("Alice")
    first = story.comes("Anonymous", alice)
    second = story.comes("Anonymous", alice, first)
    story.leaves(second, alice, first)
    story.leaves(first, alice)
    assert story.broken() == set()


def test_two_without_a_name_announced_as_one_are_found() -> None:
    story = Story()
    alice = story.comes("Alice")
    first = story.comes("Anonymous", alice)
    story.comes("Anonymous", first)
    assert story.broken() == {(Law.ARRIVALS, "Alice")}


def test_one_of_two_without_a_name_announced_too_often_is_found() -> None:
    story = Story()
    alice = story.comes("Alice")
    first = story.comes("Anonymous", alice)
    story.comes("Anonymous", alice, alice, first)
    assert story.broken() == {(Law.ARRIVALS, "Alice")}


def test_one_of_two_without_a_name_that_left_untold_is_found() -> None:
    story = Story()
    alice = story.comes("Alice")
    first = story.comes("Anonymous", alice)
    second = story.comes("Anonymous", alice, first)
    story.leaves(first, alice, second)
    story.leaves(second)
    assert story.broken() == {(Law.DEPARTURES, "Alice")}
