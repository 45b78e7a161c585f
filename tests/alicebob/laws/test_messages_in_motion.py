"""Messages while users join, leave, lose their connection or stop reading."""

import pytest

from alicebob.laws import Law
from alicebob.model.received import UserJoined
from alicebob.record.journal import Disconnected, Disconnecting
from tests.alicebob.support.story import GOODBYE, HANG_UP, LOST, Story, three_in, two_in


def test_a_lost_message_is_found_though_its_recipient_left_later() -> None:
    story, alice, bob, carol = three_in()
    story.says(alice, "one", alice, carol)
    story.says(alice, "two", alice, bob, carol)
    story.leaves(bob, alice, carol)
    assert story.broken() == {(Law.MESSAGES, "Bob")}


def test_a_user_who_leaves_need_not_receive_what_is_said_after() -> None:
    story = Story()
    bob = story.comes("Bob")
    carol = story.comes("Carol", bob)
    story.leaves(bob, carol)
    story.says(carol, "one", carol)
    story.says(carol, "two", carol)
    assert story.broken() == set()


def test_a_user_who_leaves_need_not_receive_what_is_said_between_two_equal_texts() -> None:
    story, alice, bob, carol = three_in()
    story.says(alice, "hi", alice, bob, carol)
    story.leaves(bob, alice, carol)
    story.says(alice, "who was that?", alice, carol)
    story.says(alice, "hi", alice, carol)
    assert story.broken() == set()


def test_a_message_to_somebody_who_is_leaving_need_not_arrive() -> None:
    story, alice, bob = two_in()
    story.write(bob, Disconnecting(GOODBYE))
    story.says(alice, "wait", alice)
    story.write(bob, Disconnected(1000, ""))
    assert (Law.MESSAGES, "Bob") not in story.broken()


def test_a_message_to_somebody_who_is_leaving_may_arrive() -> None:
    story, alice, bob = two_in()
    story.write(bob, Disconnecting(GOODBYE))
    story.says(alice, "wait", alice, bob)
    assert (Law.TRUTH, "Bob") not in story.broken()


def test_the_last_messages_before_leaving_are_received() -> None:
    story, alice, bob = two_in()
    story.says(bob, "so long", bob, alice)
    story.leaves(bob, alice)
    assert story.broken() == set()


@pytest.mark.parametrize("how", [GOODBYE, HANG_UP])
def test_last_messages_that_are_lost_are_found(how: str) -> None:
    story, alice, bob = two_in()
    story.says(bob, "so long")
    story.leaves(bob, alice, how=how)
    assert story.broken() == {(Law.MESSAGES, "Alice")}


def test_a_user_who_sends_last_messages_need_not_receive_them() -> None:
    story, alice, bob = two_in()
    story.says(bob, "so long", alice)
    story.leaves(bob, alice)
    assert story.broken() == set()


def test_messages_on_a_connection_that_is_reset_may_be_lost() -> None:
    story, alice, bob = two_in()
    story.says(bob, "so long")
    story.leaves(bob, alice, how=LOST)
    assert story.broken() == set()


def test_messages_on_a_connection_that_is_reset_are_received_by_all_or_by_nobody() -> None:
    story, alice, bob, carol = three_in()
    story.says(bob, "so long", alice)
    story.leaves(bob, alice, carol, how=LOST)
    assert story.broken() == {(Law.MESSAGES, "Carol")}


def test_a_message_may_reach_somebody_who_came_while_it_was_said() -> None:
    story, alice, bob = two_in()
    carol = story.connects("Carol")
    story.says(alice, "hi", alice, bob, carol)
    story.is_joined(carol)
    story.all_hear(UserJoined("Carol"), alice, bob)
    assert story.broken() == set()


def test_a_message_need_not_reach_somebody_who_came_while_it_was_said() -> None:
    story, alice, bob = two_in()
    carol = story.connects("Carol")
    story.says(alice, "hi", alice, bob)
    story.is_joined(carol)
    story.all_hear(UserJoined("Carol"), alice, bob)
    assert story.broken() == set()


def test_history_for_a_joining_client_is_found() -> None:
    story, alice, bob = two_in()
    hi = story.says(alice, "hi", alice, bob)
    carol = story.comes("Carol", alice, bob)
    story.hears(carol, hi)
    assert story.broken() == {(Law.TRUTH, "Carol")}


def test_a_user_who_comes_back_receives_nothing_of_what_was_said_meanwhile() -> None:
    story, alice, bob = two_in()
    story.leaves(bob, alice)
    missed = story.says(alice, "hi", alice)
    again = story.comes("Bob", alice)
    story.hears(again, missed)
    assert story.broken() == {(Law.TRUTH, "Bob")}


def test_a_client_that_stopped_reading_need_not_receive() -> None:
    story, alice, bob = two_in()
    story.stops_reading(bob)
    story.says(alice, "hi", alice)
    assert story.broken() == set()


def test_a_user_who_resumes_reading_receives_what_was_said_meanwhile() -> None:
    story, alice, bob = two_in()
    story.stops_reading(bob)
    story.says(alice, "hi", alice)
    story.resumes_reading(bob)
    assert story.broken() == {(Law.MESSAGES, "Bob")}
