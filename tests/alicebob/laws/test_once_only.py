"""A repeated client id reaches the room once, and its sender once for each repetition."""

from alicebob.dialects.events import EVENTS
from alicebob.laws import Law
from alicebob.model.received import (
    History,
    Message,
    Rejected,
    RejectionReason,
    UserJoined,
    UserLeft,
    UserList,
    Welcome,
)
from alicebob.record.journal import MessageSent
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import chat_of
from tests.alicebob.support.story import LOST

ONCE = Message("Guest 1", "once", "1", "now")


def said(chat: HonestChat, text: str = "once") -> None:
    chat.story.write(chat.guests[0].connection, MessageSent(text, client_id="c"))


def received(chat: HonestChat, who: int, *messages: Message | Rejected) -> None:
    chat.story.hears(chat.guests[who - 1].connection, *messages)


def twice(*heard_by_the_second: Message) -> set[tuple[Law, str]]:
    """Guest 1 repeats a message, and receives it twice."""
    chat = chat_of("events", "events")
    said(chat)
    said(chat, "other words")
    received(chat, 1, ONCE, ONCE)
    received(chat, 2, *heard_by_the_second)
    return chat.story.broken()


def test_others_receive_the_first_once() -> None:
    assert twice(ONCE) == set()


def test_others_who_receive_it_twice_are_found() -> None:
    assert (Law.MESSAGES, "Guest 2") in twice(ONCE, ONCE)


def test_others_who_receive_what_was_said_again_are_found() -> None:
    assert (Law.TRUTH, "Guest 2") in twice(ONCE, Message("Guest 1", "other words", "2", "now"))


def test_a_user_who_is_not_answered_again_is_found() -> None:
    chat = chat_of("events")
    said(chat)
    said(chat)
    received(chat, 1, ONCE)
    assert chat.story.broken() == {(Law.MESSAGES, "Guest 1")}


def test_a_user_who_lost_the_connection_may_say_it_again_on_the_next() -> None:
    chat = chat_of("events", "events")
    story, bob = chat.story, chat.guests[1].connection
    said(chat)
    story.hears(bob, ONCE)
    story.leaves(chat.guests[0].connection, how=LOST)
    story.hears(bob, UserLeft("Guest 1", 1))
    back = story.connects("Guest 1", dialect=EVENTS)
    story.is_joined(back)
    story.hears(back, Welcome("Hello"), History((ONCE,), True), UserList((("Guest 2", 1),)))
    for connection in (back, bob):
        story.hears(connection, UserJoined("Guest 1", 2))
    story.write(back, MessageSent("once", client_id="c"))
    story.hears(back, ONCE)
    assert story.broken() == set()


def test_what_was_rejected_uses_up_no_id() -> None:
    chat = chat_of("events", "events")
    said(chat, " ")
    said(chat)
    received(chat, 1, Rejected(RejectionReason.INVALID), ONCE)
    received(chat, 2, ONCE)
    assert chat.story.broken() == set()


def said_lost_and_said_again(*heard_by_the_second: Message) -> set[tuple[Law, str]]:
    """Guest 1 loses the connection with a message, and repeats it on a new connection."""
    chat = chat_of("events", "events")
    story, bob = chat.story, chat.guests[1].connection
    said(chat)
    story.leaves(chat.guests[0].connection, how=LOST)
    story.hears(bob, UserLeft("Guest 1", 1))
    back = story.connects("Guest 1", dialect=EVENTS)
    story.is_joined(back)
    story.hears(back, Welcome("Hello"), History((), True), UserList((("Guest 2", 1),)))
    for connection in (back, bob):
        story.hears(connection, UserJoined("Guest 1", 2))
    story.write(back, MessageSent("once", client_id="c"))
    story.hears(back, ONCE)
    story.hears(bob, *heard_by_the_second)
    return story.broken()


def test_what_was_lost_with_the_connection_is_reported_when_it_is_said_again() -> None:
    assert said_lost_and_said_again(ONCE) == set()


def test_what_is_lost_though_it_was_said_again_is_found() -> None:
    assert (Law.MESSAGES, "Guest 2") in said_lost_and_said_again()


def test_what_is_reported_for_both_is_found() -> None:
    assert (Law.MESSAGES, "Guest 2") in said_lost_and_said_again(ONCE, ONCE)
