"""Requests before joining are rejected, and count neither as requests nor as typing."""

import pytest

from alicebob.dialects.events import EVENTS_BY_MESSAGE
from alicebob.laws import Law
from alicebob.model.received import (
    History,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserList,
    Welcome,
)
from alicebob.model.sent import Join, ListUsers, Request, SetTyping
from alicebob.record.journal import Connection, RequestSent
from tests.alicebob.support.story import Story

ASKED_TOO_EARLY = [ListUsers(), SetTyping(True)]


def stands_at_the_door(client_message: Request | SetTyping) -> tuple[Story, Connection, Connection]:
    """Alice has joined; Bob has not, and sends a request."""
    story = Story()
    alice = story.comes("Alice")
    bob = story.connects("Bob", dialect=EVENTS_BY_MESSAGE)
    story.write(bob, RequestSent(client_message))
    return story, alice, bob


def joins(story: Story, alice: Connection, bob: Connection) -> None:
    story.write(bob, RequestSent(Join("Bob")))
    story.hears(bob, Welcome("Hello"), History((), True), UserList((("Alice", 1),)))
    story.is_joined(bob)
    story.all_hear(UserJoined("Bob", 2), bob, alice)


@pytest.mark.parametrize("client_message", ASKED_TOO_EARLY, ids=str)
def test_what_is_asked_before_joining_is_rejected(client_message: Request | SetTyping) -> None:
    story, alice, bob = stands_at_the_door(client_message)
    story.hears(bob, Rejected(RejectionReason.NOT_JOINED))
    joins(story, alice, bob)
    assert story.broken() == set()


def test_an_answer_before_joining_is_found() -> None:
    story, alice, bob = stands_at_the_door(ListUsers())
    story.hears(bob, UserList((("Alice", 1),)))
    joins(story, alice, bob)
    assert (Law.ANSWERS, "Bob") in story.broken()


def test_typing_before_joining_that_is_received_is_found() -> None:
    story, alice, bob = stands_at_the_door(SetTyping(True))
    carol = story.connects("Carol", dialect=EVENTS_BY_MESSAGE)
    joins(story, alice, bob)
    story.write(carol, RequestSent(Join("Carol")))
    story.hears(carol, Welcome("Hello"), History((), True), UserList((("Alice", 1), ("Bob", 1))))
    story.is_joined(carol)
    story.all_hear(UserJoined("Carol", 3), carol, alice, bob)
    story.hears(carol, TypingChanged("Bob", True))
    assert (Law.TYPING, "Carol") in story.broken()


def test_a_rejection_of_what_nobody_asked_is_found() -> None:
    story = Story()
    alice, bob = story.comes("Alice"), story.connects("Bob", dialect=EVENTS_BY_MESSAGE)
    story.hears(bob, Rejected(RejectionReason.NOT_JOINED))
    joins(story, alice, bob)
    assert (Law.TRUTH, "Bob") in story.broken()
