"""The events dialect sends exactly these keys, in this order."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.events import (
    Announcement,
    ChatMessage,
    Event,
    History,
    PongReply,
    PresentUser,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.dialects import events
from server.dialects.events import MOST_HISTORY, encode, encode_users
from server.store.presence import MOST_OF_PAGE, Presence

AT, LATER = 1_795_272_564_123_456, 1_795_272_565_000_000
TIME, LATER_TIME = "2026-11-21T14:49:24.123456Z", "2026-11-21T14:49:25.000000Z"
SAID = {
    "type": "message",
    "id": str(AT),
    "nickname": "Ann",
    "content": "hi",
    "timestamp": TIME,
}
WHISPERED = {
    "type": "private",
    "id": str(LATER),
    "nickname": "Ann",
    "to": "Bob",
    "content": "psst",
    "timestamp": LATER_TIME,
}
texts = st.text(st.characters(exclude_categories=["Cs"]))


def told(event: Event) -> list[tuple[str, object]]:
    """The keys and values of the frame, in their order."""
    return list(json.loads(encode(event) or b"").items())


def history(frame: bytes | None) -> tuple[int, bool]:
    """The number of messages shown, and whether these are all."""
    fields = json.loads(frame or b"")
    return len(fields["messages"]), fields["complete"]


def messages_of(size: int, count: int) -> tuple[ChatMessage, ...]:
    """Messages that are ``size`` bytes long on the wire."""
    bare = len(encode(PublicMessage("Ann", "", AT)) or b"")
    return (PublicMessage("Ann", "x" * (size - bare), AT),) * count


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (PublicMessage("Ann", "hi", AT), SAID),
        (PrivateMessage("Ann", "Bob", "psst", LATER), WHISPERED),
        (
            UserJoined("Ann", AT, 5),
            {"type": "user_joined", "nickname": "Ann", "timestamp": TIME, "user_count": 5},
        ),
        (
            UserLeft("Ann", AT, 4),
            {"type": "user_left", "nickname": "Ann", "timestamp": TIME, "user_count": 4},
        ),
        (TypingChanged("Ann", True), {"type": "typing", "nickname": "Ann", "typing": True}),
        (TypingChanged("Ann", False), {"type": "typing", "nickname": "Ann", "typing": False}),
        (Announcement("tea", AT), {"type": "system", "content": "tea", "timestamp": TIME}),
        (
            UserList((PresentUser("Ann", 2), PresentUser("Bob", 1))),
            {
                "type": "users",
                "users": [
                    {"nickname": "Ann", "connections": 2},
                    {"nickname": "Bob", "connections": 1},
                ],
                "user_count": 2,
            },
        ),
        (UserList(()), {"type": "users", "users": [], "user_count": 0}),
        (
            History(
                (PublicMessage("Ann", "hi", AT), PrivateMessage("Ann", "Bob", "psst", LATER)), True
            ),
            {"type": "history", "messages": [SAID, WHISPERED], "complete": True},
        ),
        (History((), False), {"type": "history", "messages": [], "complete": False}),
        (PongReply("x1", AT), {"type": "pong", "nonce": "x1", "timestamp": TIME}),
        (
            Rejected(RejectionReason.TOO_LONG, "A sentence.", AT),
            {"type": "error", "code": "too-long", "content": "A sentence.", "timestamp": TIME},
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_event_has_exactly_these_keys_in_this_order(
    event: Event, fields: dict[str, object]
) -> None:
    assert told(event) == list(fields.items())


@pytest.mark.parametrize("why", RejectionReason)
def test_every_refusal_has_its_code(why: RejectionReason) -> None:
    assert dict(told(Rejected(why)))["code"] == why.value


@given(texts, texts, texts)
def test_what_is_put_together_by_hand_says_what_it_should(name: str, to: str, text: str) -> None:
    said = told(PrivateMessage(name, to, text, AT))
    values = {"nickname": name, "to": to, "content": text}
    assert said == list({**WHISPERED, **values, "id": str(AT), "timestamp": TIME}.items())


@given(texts, texts)
def test_a_message_says_what_it_should(name: str, text: str) -> None:
    said = told(PublicMessage(name, text, AT))
    assert said == list({**SAID, "nickname": name, "content": text}.items())


@pytest.mark.parametrize(
    "text",
    ['"', "\\", '","type":"error","x":"', "\x00\x1f\x7f", "\u2028\u2029", "\U0001f98a", "\ufeff"],
)
def test_a_text_comes_back_to_the_character(text: str) -> None:
    assert dict(told(PublicMessage(text, text, AT)))["content"] == text


def test_a_history_tells_each_message_as_it_was_told_live() -> None:
    message = PublicMessage("Ann", 'say "\x00"', AT)
    expected = b'{"type":"history","messages":[%b],"complete":true}' % (encode(message) or b"")
    assert encode(History((message,), True)) == expected


@pytest.mark.parametrize(("count", "shown"), [(9, (9, True)), (10, (9, False))])
def test_a_history_holds_no_more_than_a_frame_may(count: int, shown: tuple[int, bool]) -> None:
    select_history = History(messages_of(MOST_HISTORY // 9 - 1, count), True)
    assert history(encode(select_history)) == shown


def test_of_a_history_that_is_cut_the_newest_are_shown() -> None:
    (old,) = messages_of(MOST_HISTORY, 1)
    frame = json.loads(encode(History((old, PublicMessage("Ann", "new", LATER)), True)) or b"")
    assert [message["content"] for message in frame["messages"]] == ["new"]


def test_a_history_that_is_not_complete_is_none_when_it_is_not_cut_either() -> None:
    assert history(encode(History(messages_of(200, 2), False))) == (2, False)


def test_one_message_is_always_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MOST_HISTORY", 10)
    assert history(encode(History(messages_of(201, 2), True))) == (1, False)


def test_the_longest_text_that_can_be_said_fits_into_a_history() -> None:
    assert len(encode(PublicMessage("\x01" * 64, "\x00" * 65_536, AT)) or b"") < MOST_HISTORY


def crowd(size: int) -> Presence:
    presence = Presence()
    for number in range(size):
        presence.enter("lobby", f"u{number}")
    return presence


@pytest.mark.parametrize("size", [0, 1, MOST_OF_PAGE, 3 * MOST_OF_PAGE + 1])
def test_a_user_list_in_parts_is_the_user_list(size: int) -> None:
    people = crowd(size).here("lobby")
    assert b"".join(encode_users(people)) == encode(UserList(tuple(people)))


def test_lists_share_the_parts_in_which_nobody_has_changed() -> None:
    presence = crowd(3 * MOST_OF_PAGE)
    before = encode_users(presence.here("lobby"))
    presence.leave("lobby", f"u{MOST_OF_PAGE}")
    after = encode_users(presence.here("lobby"))
    shared = [one is other for one, other in zip(before[2:-1], after[2:-1], strict=True)]
    assert shared == [False, True]


def test_a_user_who_changes_is_encoded_again() -> None:
    presence = crowd(2)
    encode_users(presence.here("lobby"))
    presence.enter("lobby", "u0")
    users = json.loads(b"".join(encode_users(presence.here("lobby"))))["users"]
    assert users[0] == {"nickname": "u0", "connections": 2}


def test_all_who_join_between_two_messages_share_one_history() -> None:
    one, other = (History(messages_of(10, 2), True) for _ in range(2))
    assert encode(one) is encode(other)
    assert history(encode(History(messages_of(10, 3), True))) == (3, True)
    assert history(encode(History(messages_of(10, 2), False))) == (2, False)
