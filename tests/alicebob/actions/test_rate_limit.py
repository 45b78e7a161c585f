"""Messages may be rejected where the server limits rates; elsewhere all must arrive."""

from alicebob.laws import Law
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import Message, Rejected, RejectionReason, UserLeft
from alicebob.record.journal import Disconnected, MessageSent
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Slip, chat_of

TOO_FAST = Rejected(RejectionReason.TOO_FAST)


def two_said(*answers: Message | Rejected) -> HonestChat:
    """Guest 1 says two things, is answered so, and Guest 2 hears the first."""
    chat = chat_of("plain", "plain")
    for text in ("one", "two"):
        chat.story.write(chat.guests[0].connection, MessageSent(text))
    chat.story.hears(chat.guests[0].connection, *answers)
    chat.story.hears(chat.guests[1].connection, Message("Guest 1", "one"))
    return chat


def broken(chat: HonestChat, *, is_limited: bool) -> set[tuple[Law, str]]:
    return Slip(chat, carry_over=CarryOver(is_limited=is_limited)).broken()


def test_what_was_too_fast_need_not_be_heard() -> None:
    assert broken(two_said(Message("Guest 1", "one"), TOO_FAST), is_limited=True) == set()


def test_where_there_is_no_limit_it_must() -> None:
    found = broken(two_said(Message("Guest 1", "one"), TOO_FAST), is_limited=False)
    assert found >= {(Law.TRUTH, "Guest 1"), (Law.MESSAGES, "Guest 2")}


def test_what_was_rejected_and_is_heard_all_the_same_is_found() -> None:
    found = broken(two_said(TOO_FAST, Message("Guest 1", "two")), is_limited=True)
    assert (Law.TRUTH, "Guest 2") in found


def test_a_user_who_is_neither_heard_nor_rejected_is_found() -> None:
    assert broken(two_said(Message("Guest 1", "one")), is_limited=True) == {
        (Law.MESSAGES, "Guest 1"),
        (Law.MESSAGES, "Guest 2"),
    }


def test_a_user_who_is_cut_for_it_may_go_on_before_they_notice() -> None:
    chat = two_said(Message("Guest 1", "one"), TOO_FAST)
    story, (mallory, alice) = chat.story, (guest.connection for guest in chat.guests)
    story.hears(alice, UserLeft("Guest 1"))
    story.write(mallory, MessageSent("three"))
    story.write(mallory, Disconnected(1008, ""))
    assert broken(chat, is_limited=True) == {(Law.CONNECTION, "Guest 1")}
