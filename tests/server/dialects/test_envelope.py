"""The envelope dialect: one shape each way, refusals as bare texts."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.commands import Command, InvalidCommand, Join, Leave, SendMessage
from server.core.events import (
    Announcement,
    Event,
    History,
    PongReply,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.dialects import json as reading
from server.dialects.envelope import decode, decode_public, encode

AT, TIME = 1_795_272_564_000_007, "2026-11-21T14:49:24.000007Z"
texts = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.sampled_from(["type", "username", "message", "timestamp"])
KINDS = st.sampled_from(["join", "message", "leave", "\ud800"])
VALUES = st.one_of(KINDS, st.text(), st.none(), st.integers(), st.floats())
ANYTHING = st.one_of(st.text(), st.dictionaries(KEYS, VALUES).map(json.dumps))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ('{"type":"join","username":"ann","message":"","timestamp":"x"}', Join("ann")),
        ('{"type":"join","username":""}', Join("")),
        ('{"type":"join"}', Join("")),
        ('{"type":"join","nickname":"ann"}', Join("")),
        ('{"type":"message","username":"eve","message":"Hi"}', SendMessage("Hi")),
        ('{"type":"message","message":" "}', SendMessage(" ")),
        ('{"type":"message","message":"Hi","username":"\\ud800"}', SendMessage("Hi")),
        ('{"type":"leave"}', Leave()),
        ('{"type":"leave","username":7}', Leave()),
    ],
)
def test_a_command_is_understood(text: str, command: Command) -> None:
    assert decode(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hi",
        "[]",
        "null",
        "{}",
        '{"type":"join","username":7}',
        '{"type":"join","username":null}',
        '{"type":"message"}',
        '{"type":"message","message":null}',
        '{"type":"message","message":"\\ud800"}',
        '{"type":"message","content":"hi"}',
        '{"type":"typing","typing":true}',
        '{"type":["leave"]}',
        '{"type":"Leave"}',
        "[" * 100_000,
    ],
    ids=lambda text: text[:40],
)
def test_all_else_is_invalid_input(text: str) -> None:
    assert isinstance(decode(text), InvalidCommand)


@settings(max_examples=300)
@given(ANYTHING)
def test_any_text_means_the_same_without_orjson(text: str) -> None:
    with_it = decode(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "orjson", None)
        assert decode(text) == with_it


@settings(max_examples=300)
@given(ANYTHING)
def test_the_quick_way_finds_no_words_but_those_of_the_long_way(text: str) -> None:
    words = decode_public(text)
    assert words is None or decode(text) == SendMessage(words)


def test_the_quick_way_is_taken_for_most() -> None:
    assert decode_public('{"type":"message","username":"ann","message":"Hi"}') == "Hi"


@pytest.mark.parametrize(
    ("event", "values"),
    [
        (UserJoined("ann", AT, 3), ["join", "ann", "", TIME]),
        (PublicMessage("ann", "Hi", AT), ["message", "ann", "Hi", TIME]),
        (UserLeft("ann", AT, 3), ["leave", "ann", "", TIME]),
        (Announcement("tea", AT), ["message", "server", "tea", TIME]),
    ],
)
def test_an_event_has_exactly_four_keys_in_their_order(event: Event, values: list[str]) -> None:
    keys = ["type", "username", "message", "timestamp"]
    assert list(json.loads(encode(event) or b"").items()) == list(zip(keys, values, strict=True))


@given(texts, texts)
def test_a_message_comes_back_to_the_character(name: str, text: str) -> None:
    said = json.loads(encode(PublicMessage(name, text, AT)) or b"")
    assert said == {"type": "message", "username": name, "message": text, "timestamp": TIME}


@pytest.mark.parametrize("why", RejectionReason)
def test_a_refusal_is_a_bare_text(why: RejectionReason) -> None:
    limited = why is RejectionReason.RATE_LIMITED
    assert encode(Rejected(why)) == (b"Rate limit exceeded" if limited else b"Invalid message")


@pytest.mark.parametrize(
    "event",
    [
        PrivateMessage("ann", "bob", "psst", AT),
        TypingChanged("ann", True),
        UserList(()),
        History((), True),
        PongReply("x", AT),
    ],
    ids=lambda event: type(event).__name__,
)
def test_of_all_else_there_is_no_word(event: Event) -> None:
    assert encode(event) is None
