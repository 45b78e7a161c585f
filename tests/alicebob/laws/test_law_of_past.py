"""Earlier messages that newcomers receive one by one: each was said before, and comes once."""

from alicebob.laws import Law
from alicebob.model.received import PastMessage
from tests.alicebob.support.story import Story


def broken_by(*texts: str) -> set[tuple[Law, str]]:
    """Laws that are broken when Alice says "hi", "you" and "hi", and Bob is told ``texts``."""
    story = Story()
    alice = story.comes("Alice")
    for text in ("hi", "you", "hi"):
        story.says(alice, text, alice)
    bob = story.comes("Bob", alice)
    for text in texts:
        story.hears(bob, PastMessage("Alice", text))
    return story.broken()


def test_what_was_said_may_be_told() -> None:
    assert broken_by("hi", "you", "hi") == set()


def test_what_nobody_said_may_not() -> None:
    assert broken_by("hi", "bye") == {(Law.HISTORY, "Bob")}


def test_nothing_is_told_more_often_than_it_was_said() -> None:
    assert broken_by("hi", "you", "you", "hi") == {(Law.HISTORY, "Bob")}
    assert broken_by("hi", "hi", "hi") == {(Law.HISTORY, "Bob")}


def test_what_is_said_later_is_not_told_earlier() -> None:
    story = Story()
    alice = story.comes("Alice")
    bob = story.comes("Bob", alice)
    story.hears(bob, PastMessage("Alice", "hi"))
    story.says(alice, "hi", alice, bob)
    assert (Law.HISTORY, "Bob") in story.broken()
