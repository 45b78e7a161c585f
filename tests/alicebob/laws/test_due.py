"""Events are due that users must receive, and have not received yet."""

from alicebob.laws.due import Due, due
from alicebob.laws.expected_event import CarryOver
from alicebob.laws.sessions import sessions
from alicebob.model.received import Message, UserLeft
from alicebob.record.journal import MessageSent
from tests.alicebob.support.story import Story, two_in


def awaited(story: Story) -> Due:
    return due(sessions(story.journal.entries), CarryOver())


def test_nothing_is_due_when_everything_has_arrived() -> None:
    story, alice, bob = two_in()
    story.says(alice, "Hello", alice, bob)
    assert awaited(story) == {}


def test_a_message_is_due_to_each_user_who_has_not_received_it() -> None:
    story, alice, bob = two_in()
    message = story.says(alice, "Hello", alice)
    assert awaited(story) == {(bob.number, message): 1}


def test_equal_messages_are_due_as_often_as_they_were_sent() -> None:
    story, alice, bob = two_in()
    for _ in range(3):
        story.write(alice, MessageSent("Again"))
    message = Message("Alice", "Again")
    story.hears(bob, message)
    assert awaited(story) == {(alice.number, message): 3, (bob.number, message): 2}


def test_a_leave_is_due_to_those_who_stay() -> None:
    story, alice, bob = two_in()
    story.leaves(bob)
    assert awaited(story) == {(alice.number, UserLeft("Bob")): 1}


def test_nothing_is_due_to_a_user_who_does_not_read() -> None:
    story, alice, bob = two_in()
    story.stops_reading(bob)
    story.says(alice, "Hello", alice)
    assert awaited(story) == {}
