"""Whoever has not joined yet may ask for nothing: it is refused, and no question or typing."""

import pytest

from alicebob.dialects.events import BY_WORD
from alicebob.laws import Law
from alicebob.model.received import History, Joined, Reason, Refused, Typing, Users, Welcome
from alicebob.model.sent import AskUsers, Join, Question, Type
from alicebob.record.journal import Asked, Line
from tests.alicebob.support.story import Story

ASKED_TOO_EARLY = [AskUsers(), Type(True)]


def stands_at_the_door(word: Question | Type) -> tuple[Story, Line, Line]:
    """Alice is in; Bob stands at the door, and asks for something."""
    story = Story()
    alice = story.comes("Alice")
    bob = story.knocks("Bob", dialect=BY_WORD)
    story.write(bob, Asked(word))
    return story, alice, bob


def joins(story: Story, alice: Line, bob: Line) -> None:
    story.write(bob, Asked(Join("Bob")))
    story.hears(bob, Welcome("Hello"), History((), True), Users((("Alice", 1),)))
    story.is_in(bob)
    story.all_hear(Joined("Bob", 2), bob, alice)


@pytest.mark.parametrize("word", ASKED_TOO_EARLY, ids=str)
def test_what_is_asked_at_the_door_is_refused(word: Question | Type) -> None:
    story, alice, bob = stands_at_the_door(word)
    story.hears(bob, Refused(Reason.NOT_JOINED))
    joins(story, alice, bob)
    assert story.broken() == set()


def test_an_answer_at_the_door_is_found() -> None:
    story, alice, bob = stands_at_the_door(AskUsers())
    story.hears(bob, Users((("Alice", 1),)))
    joins(story, alice, bob)
    assert (Law.ANSWERS, "Bob") in story.broken()


def test_typing_at_the_door_that_is_told_is_found() -> None:
    story, alice, bob = stands_at_the_door(Type(True))
    carol = story.knocks("Carol", dialect=BY_WORD)
    joins(story, alice, bob)
    story.write(carol, Asked(Join("Carol")))
    story.hears(carol, Welcome("Hello"), History((), True), Users((("Alice", 1), ("Bob", 1))))
    story.is_in(carol)
    story.all_hear(Joined("Carol", 3), carol, alice, bob)
    story.hears(carol, Typing("Bob", True))
    assert (Law.TYPING, "Carol") in story.broken()


def test_a_refusal_of_what_nobody_asked_is_found() -> None:
    story = Story()
    alice, bob = story.comes("Alice"), story.knocks("Bob", dialect=BY_WORD)
    story.hears(bob, Refused(Reason.NOT_JOINED))
    joins(story, alice, bob)
    assert (Law.TRUTH, "Bob") in story.broken()
