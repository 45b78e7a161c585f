"""Each violation points at the entry of the journal that shows it."""

from collections.abc import Callable

import pytest

from alicebob.laws import Law, Violation, judge
from alicebob.model.received import (
    MARKER,
    History,
    Malformed,
    Message,
    Pong,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from alicebob.model.sent import Ping
from alicebob.record.journal import Disconnected, Entry, EventReceived, MessageSent, RequestSent
from tests.alicebob.support.honest_chat import HonestChat
from tests.alicebob.support.slips import Matches, Slip, a, chat_of, come, do

ON = a(TypingChanged, is_typing=True)
TEXT_2 = a(Message, content="text 2")


def a_talk() -> HonestChat:
    """Three clients who say a few things, type, and see somebody leave."""
    chat = chat_of("events", "events", "events")
    do(chat, 3, HonestChat.send_message, HonestChat.send_message, HonestChat.type)
    do(chat, 3, HonestChat.type_no_longer, HonestChat.leave)
    come(chat)
    return chat


def shown(slip: Slip, law: Law) -> Entry:
    """The entry at which the first violation of ``law`` points."""
    violation = next(v for v in judge(slip.entries, slip.carry_over) if v.law is law)
    assert violation.position is not None
    return slip.entries[violation.position]


@pytest.mark.parametrize(
    ("law", "matches", "change"),
    [
        (Law.MESSAGES, TEXT_2, Slip.doubled),
        (Law.DEPARTURES, a(UserLeft), Slip.doubled),
        (Law.TYPING, ON, Slip.doubled),
        (Law.ANSWERS, a(History), Slip.doubled),
        (Law.PRESENCE, a(UserLeft), Slip.doubled),
    ],
)
def test_what_was_received_too_often_is_pointed_at(
    law: Law, matches: Matches, change: Callable[[Slip, Matches], Slip]
) -> None:
    entry = shown(change(Slip(a_talk(), 2), matches), law)
    assert isinstance(entry.what, EventReceived)
    assert matches(entry.what.received)


@pytest.mark.parametrize(
    ("law", "matches", "fields"),
    [
        (Law.NUMBERS, TEXT_2, {"id": "1"}),
        (Law.TRUTH, TEXT_2, {"content": "text 3"}),
        (Law.PRESENCE, a(UserLeft), {"count": 9}),
        (Law.PRESENCE, a(UserList), {"here": (("Mallory", 1),)}),
    ],
)
def test_what_was_altered_is_pointed_at(
    law: Law, matches: Matches, fields: dict[str, object]
) -> None:
    slip = Slip(a_talk(), 2).altered(matches, **fields)
    entry = shown(slip, law)
    assert isinstance(entry.what, EventReceived)
    assert entry.connection is slip.connection
    received = entry.what.received
    assert all(getattr(received, name) == value for name, value in fields.items())


def test_what_caused_a_missing_event_is_pointed_at() -> None:
    entry = shown(Slip(a_talk(), 2).lost(TEXT_2), Law.MESSAGES)
    assert entry.what == MessageSent("text 2")


def told_in_the_history(text: str) -> Slip:
    """A slip in which the fourth guest finds one message with this text in the first history."""
    message = Message("Guest 3", text, "999", "2026-11-21T14:49:24.123456Z")
    return Slip(a_talk(), 4).altered(a(History), messages=(message,))


@pytest.mark.parametrize("text", ["text 2", "text 9"])
def test_a_wrong_history_is_pointed_at(text: str) -> None:
    entry = shown(told_in_the_history(text), Law.HISTORY)
    assert isinstance(entry.what, EventReceived)
    assert isinstance(entry.what.received, History)


def test_a_malformed_frame_is_pointed_at() -> None:
    malformed = Malformed("{}", "the field type is missing")
    assert shown(Slip(a_talk()).received(malformed), Law.FORM).what == EventReceived(malformed)


def test_the_end_of_a_connection_is_pointed_at() -> None:
    slip = Slip(a_talk())
    slip.entries.append(Entry(0.0, slip.connection, Disconnected(1011, "")))
    assert shown(slip, Law.CONNECTION).what == Disconnected(1011, "")


def test_an_answer_that_nobody_asked_for_is_pointed_at() -> None:
    slip = Slip(a_talk()).received(Pong(None))
    assert shown(slip, Law.ANSWERS).what == EventReceived(Pong(None))


def test_an_event_out_of_order_is_pointed_at() -> None:
    first = a(Message, content="text 1")
    entry = shown(Slip(a_talk(), 2).swapped(first, TEXT_2), Law.ORDER)
    assert isinstance(entry.what, EventReceived)
    assert isinstance(entry.what.received, Message)


def test_a_position_that_never_comes_is_none() -> None:
    connection = Slip(a_talk()).connection
    violation = Violation(Law.ORDER, connection, "this", "that")
    assert violation.at(float("inf")).position is None
    assert violation.at(None).position is None
    assert violation.at(7.0).position == 7


def test_a_join_with_a_wrong_count_is_told_as_a_join() -> None:
    slip = Slip(a_talk(), 1).altered(a(UserJoined, name="Guest 3"), count=9)
    (wrong,) = [v for v in judge(slip.entries) if v.law is Law.PRESENCE]
    assert wrong.expected == "the user count 3 after it: Guest 1, Guest 2, Guest 3"
    assert wrong.actual == "notice that Guest 3 joined, with the user count 9"


def test_a_leave_of_somebody_who_is_not_there_is_told_with_those_who_are() -> None:
    slip = Slip(a_talk(), 1).received(UserLeft("Mallory", 2))
    (wrong,) = [v for v in judge(slip.entries) if v.law is Law.PRESENCE]
    assert wrong.expected.startswith("only leaves of users who are in the room: Guest 1, Guest")


def test_the_same_user_with_more_connections_is_told_so() -> None:
    users = UserList((("Guest 1", 2), ("Guest 2", 1), ("Guest 4", 1)))
    slip = Slip(a_talk(), 1).received(users)
    (wrong,) = [v for v in judge(slip.entries) if v.law is Law.PRESENCE]
    assert wrong.actual == "a user list of Guest 1 with 2 connections, Guest 2, Guest 4"


def test_a_pong_for_the_suite_that_comes_twice_is_told_by_its_number() -> None:
    slip = Slip(a_talk())
    ping, pong = (
        RequestSent(Ping(f"{MARKER}7"), fence=True),
        EventReceived(Pong(f"{MARKER}7"), True),
    )
    slip.entries += [Entry(0.0, slip.connection, what) for what in (ping, pong, pong)]
    (twice,) = [v for v in judge(slip.entries) if v.law is Law.ANSWERS]
    assert (twice.expected, twice.actual) == (
        "the pong with marker 7 of the suite: once",
        "received twice",
    )
    assert twice.position == len(slip.entries) - 1
