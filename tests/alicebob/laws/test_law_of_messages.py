"""Every client in the room receives every message exactly once, unchanged to the character."""

import pytest

from alicebob.laws import Law
from alicebob.model.received import Message
from tests.alicebob.support.story import Story, two_in


def test_a_message_that_all_receive_breaks_nothing() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob)
    assert story.broken() == set()


def test_a_message_to_oneself_alone_breaks_nothing() -> None:
    story = Story()
    alice = story.comes("Alice")
    story.says(alice, "hi", alice)
    assert story.broken() == set()


def test_a_lost_message_is_found() -> None:
    story, alice, _bob = two_in()
    story.says(alice, "hi", alice)
    assert story.broken() == {(Law.MESSAGES, "Bob")}


def test_a_lost_message_may_still_come() -> None:
    story, alice, _bob = two_in()
    story.says(alice, "hi", alice)
    assert [violation.may_heal for violation in story.violations()] == [True]


def test_a_message_that_does_not_come_back_to_its_sender_is_found() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", bob)
    assert story.broken() == {(Law.MESSAGES, "Alice")}


def test_a_message_received_twice_is_found() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob, bob)
    assert story.broken() == {(Law.MESSAGES, "Bob")}


def test_a_message_received_twice_does_not_heal() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob, bob)
    assert [violation.may_heal for violation in story.violations()] == [False]


def test_a_message_said_twice_may_be_received_twice() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob)
    story.says(alice, "hi", alice, bob)
    assert story.broken() == set()


def test_a_message_said_twice_and_received_once_is_found() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob)
    story.says(alice, "hi", alice)
    assert story.broken() == {(Law.MESSAGES, "Bob")}


def test_a_message_said_twice_and_received_three_times_is_found() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob)
    story.says(alice, "hi", alice, bob, bob)
    assert story.broken() == {(Law.MESSAGES, "Bob")}


@pytest.mark.parametrize("altered", ["hi ", "HI", "h\u0131", "", "hi\n", "cafe\u0301"])
def test_an_altered_text_is_found_as_one_lost_and_one_invented(altered: str) -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice)
    story.hears(bob, Message("Alice", altered))
    assert story.broken() == {(Law.MESSAGES, "Bob"), (Law.TRUTH, "Bob")}


def test_of_an_altered_text_the_first_difference_is_reported() -> None:
    story, alice, bob = two_in()
    story.says(alice, "It is nine o'clock", alice)
    story.hears(bob, Message("Alice", "It is ten o'clock"))
    (invented,) = (found for found in story.violations() if found.law is Law.TRUTH)
    assert "they differ from character 7 on" in invented.actual
