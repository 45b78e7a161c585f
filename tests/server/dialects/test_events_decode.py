"""Decoding in the events dialect: each command, and each kind of invalid frame with its code."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.commands import (
    Command,
    InvalidCommand,
    Join,
    Leave,
    ListUsers,
    PingRequest,
    ReadHistory,
    SendMessage,
    SetTyping,
)
from server.core.commands import SendPrivateMessage as To
from server.core.events import RejectionReason
from server.dialects import json as reading
from server.dialects.events_decode import decode, decode_public, parse_message_id

HALF = "\\ud800"  # of a surrogate pair, as JSON escapes it
KINDS = ["join", "message", "typing", "users", "history", "ping", "leave"]
KEYS = ["type", "nickname", "content", "to", "client_id", "typing", "limit", "before", "nonce"]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from([*KINDS, "", "1795000000000000", "\ud800", {}, [], 1, 50, 1000, 1001]),
    st.text(),
)
SPOKEN = st.dictionaries(st.sampled_from(KEYS), VALUES).map(json.dumps)
TYPED = st.tuples(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(KEYS[1:]), VALUES)).map(
    lambda both: json.dumps({"type": both[0], **both[1]})
)
ANYTHING = st.one_of(st.text(), SPOKEN, TYPED)


@pytest.fixture
def without_orjson(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "orjson", None)


def why(text: str) -> RejectionReason | None:
    """Reason why ``text`` is nonsense; None if it is none."""
    command = decode(text)
    return command.why if isinstance(command, InvalidCommand) else None


COMMANDS: list[tuple[str, Command]] = [
    ('{"type":"join","nickname":"Bob"}', Join("Bob")),
    ('{"type":"join","nickname":" Zoe\u0308 "}', Join(" Zoe\u0308 ")),
    ('{"type":"join"}', Join("")),
    ('{"type":"message","content":"hi"}', SendMessage("hi")),
    ('{"type":"message","content":" "}', SendMessage(" ")),
    ('{"type":"message","content":"a\\u0000\\n\\ud83e\\udd8a"}', SendMessage("a\x00\n\U0001f98a")),
    ('{"type":"message","content":"hi","client_id":"c-17"}', SendMessage("hi", "c-17")),
    ('{"type":"message","content":"hi","client_id":null}', SendMessage("hi")),
    (f'{{"type":"message","content":"hi","x":"{HALF}"}}', SendMessage("hi")),
    ('{"type":"message","content":"psst","to":"Bob"}', To("Bob", "psst")),
    ('{"type":"message","content":"psst","to":""}', To("", "psst")),
    ('{"type":"message","content":"psst","to":"Bob","client_id":"c"}', To("Bob", "psst", "c")),
    ('{"type":"typing","typing":true}', SetTyping(True)),
    ('{"type":"typing","typing":false}', SetTyping(False)),
    ('{"type":"users"}', ListUsers()),
    ('{"type":"history"}', ReadHistory(None, 50)),
    ('{"type":"history","limit":1}', ReadHistory(None, 1)),
    ('{"type":"history","limit":1000}', ReadHistory(None, 1000)),
    ('{"type":"history","before":"0000000000000017"}', ReadHistory(17, 50)),
    ('{"type":"history","before":null}', ReadHistory(None, 50)),
    ('{"type":"ping","nonce":"x1"}', PingRequest("x1")),
    ('{"type":"ping"}', PingRequest("")),
    ('{"type":"leave"}', Leave()),
    (' \n{ "type" : "leave" }\t', Leave()),
    ('{"type":"leave","timestamp":"2026-11-21T14:49:24Z","x":{"y":[1]}}', Leave()),
    ('{"type":"users","type":"leave"}', Leave()),
    ('{"type":"leave","x":' + "9" * 4000 + "}", Leave()),
    ('{"type":"leave","x":-' + "9" * 400_000 + "}", Leave()),
    (f'{{"type":"leave","x":"{HALF}"}}', Leave()),
]

NO_JSON = [
    "",
    "hi",
    "{",
    '{"type":"leave"',
    '{"type":"leave"} {}',
    '{"type":"leave",}',
    "{'type':'leave'}",
    '{"type":NaN}',
    '{"type":"leave","x":-Infinity}',
    '{"type":"a\nb"}',
    '\ufeff{"type":"leave"}',
    '{"type":"\\x"}',
    "01",
    "[" * 100_000,
    '{"x":' * 100_000,
]

BAD = [
    "null",
    "17",
    '"leave"',
    "[]",
    '[{"type":"leave"}]',
    "{}",
    '{"Type":"leave"}',
    '{"type":null}',
    '{"type":7}',
    '{"type":["leave"]}',
    '{"type":"message"}',
    '{"type":"message","content":null}',
    '{"type":"message","content":7}',
    '{"type":"message","content":["hi"]}',
    f'{{"type":"message","content":"{HALF}"}}',
    '{"type":"message","content":"\\ude00\\ud83d"}',
    '{"type":"message","content":"psst","to":null}',
    '{"type":"message","content":"psst","to":7}',
    f'{{"type":"message","content":"psst","to":"{HALF}"}}',
    '{"type":"message","content":"hi","client_id":""}',
    '{"type":"message","content":"hi","client_id":7}',
    '{"type":"message","content":"hi","client_id":"' + "c" * 129 + '"}',
    f'{{"type":"message","content":"hi","client_id":"{HALF}"}}',
    '{"type":"typing"}',
    '{"type":"typing","typing":1}',
    '{"type":"typing","typing":"true"}',
    '{"type":"history","limit":0}',
    '{"type":"history","limit":1001}',
    '{"type":"history","limit":-1}',
    '{"type":"history","limit":true}',
    '{"type":"history","limit":50.0}',
    '{"type":"history","limit":"50"}',
    '{"type":"history","limit":99999999999999999999999999}',
    '{"type":"history","before":17}',
    '{"type":"history","before":""}',
    '{"type":"history","before":"-1"}',
    '{"type":"history","before":"1.5"}',
    '{"type":"history","before":"\u0661\u0662"}',
    '{"type":"history","before":"' + "9" * 19 + '"}',
    '{"type":"ping","nonce":7}',
    '{"type":"ping","nonce":null}',
    '{"type":"ping","nonce":"' + "x" * 257 + '"}',
    f'{{"type":"ping","nonce":"{HALF}"}}',
]

UNKNOWN = ["", "Leave", "leave ", "msg", "error", "private", HALF, "__class__"]


@pytest.mark.parametrize(("text", "command"), COMMANDS, ids=[c[0][:40] for c in COMMANDS])
def test_a_command_is_understood(text: str, command: Command) -> None:
    assert decode(text) == command


@pytest.mark.usefixtures("without_orjson")
@pytest.mark.parametrize(("text", "command"), COMMANDS, ids=[c[0][:40] for c in COMMANDS])
def test_a_command_is_understood_without_orjson_too(text: str, command: Command) -> None:
    assert decode(text) == command


@pytest.mark.parametrize("text", NO_JSON, ids=[text[:30] for text in NO_JSON])
def test_what_is_no_json_is_told_so(text: str) -> None:
    assert why(text) is RejectionReason.BAD_JSON


@pytest.mark.usefixtures("without_orjson")
@pytest.mark.parametrize("text", NO_JSON, ids=[text[:30] for text in NO_JSON])
def test_what_is_no_json_is_none_without_orjson_either(text: str) -> None:
    assert why(text) is RejectionReason.BAD_JSON


@pytest.mark.parametrize("text", BAD, ids=[text[:50] for text in BAD])
def test_what_lacks_something_or_has_it_of_the_wrong_kind_is_a_bad_message(text: str) -> None:
    assert why(text) is RejectionReason.BAD_MESSAGE


@pytest.mark.parametrize("nickname", ["null", "7", "true", "[]", '["Bob"]', "{}"])
def test_a_nickname_that_is_no_text_is_a_bad_name(nickname: str) -> None:
    assert why(f'{{"type":"join","nickname":{nickname}}}') is RejectionReason.BAD_NAME


@pytest.mark.parametrize("kind", UNKNOWN)
def test_a_type_that_nobody_knows_is_told_so(kind: str) -> None:
    assert why(f'{{"type":"{kind}"}}') is RejectionReason.UNKNOWN_TYPE


@pytest.mark.parametrize(("key", "longest"), [("client_id", 128), ("nonce", 256)])
def test_the_longest_is_not_too_long(key: str, longest: int) -> None:
    kind = {"client_id": "message", "nonce": "ping"}[key]
    assert why(json.dumps({"type": kind, "content": "hi", key: "\u00e9" * longest})) is None


@pytest.mark.parametrize("text", [*NO_JSON, *BAD, '{"type":"?"}'], ids=lambda text: text[:50])
def test_invalid_input_is_told_in_a_sentence(text: str) -> None:
    match decode(text):
        case InvalidCommand(_, sentence):
            assert sentence.endswith(".")


@settings(max_examples=500)
@given(ANYTHING)
def test_any_text_is_a_command_or_invalid_input(text: str) -> None:
    assert isinstance(decode(text), Command)


@settings(max_examples=500)
@given(ANYTHING)
def test_without_orjson_it_means_the_same(text: str) -> None:
    with_it = decode(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "orjson", None)
        assert decode(text) == with_it


@settings(max_examples=500)
@given(ANYTHING)
def test_the_quick_way_finds_no_words_but_those_of_the_long_way(text: str) -> None:
    words = decode_public(text)
    assert words is None or decode(text) == SendMessage(words)


@pytest.mark.parametrize(
    "text", ['{"type":"message","content":"hi"}', '{"type":"message","content":" ","x":1}']
)
def test_the_quick_way_is_taken_for_most(text: str) -> None:
    assert decode_public(text) == json.loads(text)["content"]


@pytest.mark.parametrize("id_", ["0", "17", "0" * 18, "9" * 18])
def test_a_message_id_stands_for_a_place(id_: str) -> None:
    assert parse_message_id(id_) == int(id_)


@pytest.mark.parametrize("id_", ["", " 1", "+1", "1_000", "0x1", "\u00b2", "\u0661", "9" * 19])
def test_what_can_be_no_id_has_no_place(id_: str) -> None:
    assert parse_message_id(id_) is None
