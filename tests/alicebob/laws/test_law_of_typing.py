"""Typing is shown to the others only, and ends before the user sends a message or leaves."""

from copy import copy

import pytest

from alicebob.dialects.registry import by_name
from alicebob.laws import Law
from alicebob.model.received import TypingChanged
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Slip, a, chat_of, come, do

ON, OFF = a(TypingChanged, is_typing=True), a(TypingChanged, is_typing=False)


def somebody_types(*then: object) -> HonestChat:
    """Guest 1 types while Guest 2 is in the room, then does something else."""
    chat = chat_of("events", "events", "plain")
    do(chat, 1, HonestChat.type, *then)  # type: ignore[arg-type]
    return chat


@pytest.mark.parametrize("then", [HonestChat.send_message, HonestChat.leave, HonestChat.lose])
def test_typing_that_ends_breaks_nothing(then: object) -> None:
    assert Slip(somebody_types(then)).broken() == set()


def test_typing_that_goes_on_breaks_nothing() -> None:
    assert Slip(somebody_types(HonestChat.type)).broken() == set()


def test_typing_that_is_not_reported_is_found() -> None:
    assert Slip(somebody_types(), 2).lost(ON).broken() == {(Law.TYPING, "Guest 2")}


def test_typing_that_is_reported_to_its_author_is_found() -> None:
    slip = Slip(somebody_types(), 1).received(TypingChanged("Guest 1", True))
    assert slip.broken() == {(Law.TYPING, "Guest 1")}


def test_typing_that_is_reported_too_often_is_found() -> None:
    assert Slip(somebody_types(), 2).doubled(ON).broken() == {(Law.TYPING, "Guest 2")}


def test_typing_of_somebody_who_does_not_is_found() -> None:
    slip = Slip(chat_of("events", "events"), 2).received(TypingChanged("Guest 1", True))
    assert slip.broken() == {(Law.TYPING, "Guest 2")}


@pytest.mark.parametrize(
    "then", [HonestChat.send_message, HonestChat.leave, HonestChat.type_no_longer]
)
def test_an_end_that_is_not_reported_is_found(then: object) -> None:
    assert Slip(somebody_types(then), 2).lost(OFF).broken() == {(Law.TYPING, "Guest 2")}


@pytest.mark.parametrize("then", [HonestChat.send_message, HonestChat.leave])
def test_an_end_that_comes_after_the_messages_is_found(then: object) -> None:
    slip = Slip(somebody_types(then), 2).moved_to_the_end(OFF)
    assert slip.broken() == {(Law.TYPING, "Guest 2")}


def test_an_end_that_is_reported_twice_is_found() -> None:
    slip = Slip(somebody_types(HonestChat.send_message), 2).doubled(OFF)
    assert slip.broken() == {(Law.TYPING, "Guest 2")}


def test_an_end_of_what_never_began_is_found() -> None:
    chat = chat_of("events", "events")
    do(chat, 1, HonestChat.type_no_longer)
    slip = Slip(chat, 2).received(TypingChanged("Guest 1", False))
    assert slip.broken() == {(Law.TYPING, "Guest 2")}


def test_typing_that_is_reported_to_a_joining_client_is_found() -> None:
    chat = somebody_types()
    come(chat)
    slip = Slip(chat, 4).received(TypingChanged("Guest 1", True))
    assert slip.broken() == {(Law.TYPING, "Guest 4")}


def test_an_end_that_is_reported_to_a_joining_client_breaks_nothing() -> None:
    chat = somebody_types()
    come(chat)
    do(chat, 1, HonestChat.type_no_longer)
    assert chat.story.broken() == set()


def page_and_socket() -> HonestChat:
    """Guest 1 is on a page, which tells by itself that its user types, and Guest 2 is not."""
    chat, dialect = HonestChat(), copy(by_name("events"))
    dialect.shows_typing = True
    chat.try_connect("", dialect)
    come(chat, "events")
    return chat


def test_a_page_may_tell_that_its_user_writes_a_message() -> None:
    chat = page_and_socket()
    do(chat, 1, HonestChat.send_message)
    slip = Slip(chat, 2).received(TypingChanged("Guest 1", True))
    assert slip.broken() == set()
    assert slip.received(TypingChanged("Guest 1", True)).broken() == {(Law.TYPING, "Guest 2")}


def test_a_page_whose_user_writes_nothing_does_not() -> None:
    slip = Slip(page_and_socket(), 2).received(TypingChanged("Guest 1", True))
    assert slip.broken() == {(Law.TYPING, "Guest 2")}
