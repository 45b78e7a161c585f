"""Invalid messages are invalid for the reason that they are listed with."""

import json

import pytest

from alicebob.data.invalid_json import NOT_AN_OBJECT, NOT_JSON
from alicebob.data.invalid_messages import invalid_message, invalid_messages
from alicebob.dialects.base import Dialect
from alicebob.dialects.envelope import ENVELOPE
from alicebob.dialects.events import EVENTS, EVENTS_BY_MESSAGE
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import RejectionReason

TOO_DEEP = 65  # levels: RFC 8259 lets a reader set a limit, and docs/protocol.md sets this one


def no_constant(name: str) -> object:
    raise ValueError(name)


def depth(value: object) -> int:
    match value:
        case list(items):
            return 1 + max(map(depth, items), default=0)
        case dict(fields):
            return 1 + max(map(depth, fields.values()), default=0)
    return 0


def read(text: str) -> object:
    value = json.loads(text, parse_constant=no_constant)
    if depth(value) >= TOO_DEEP:
        raise ValueError("nested too deeply")
    return value


@pytest.mark.parametrize("kind", NOT_JSON)
def test_what_is_no_json_cannot_be_read(kind: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read(NOT_JSON[kind])


@pytest.mark.parametrize("kind", NOT_AN_OBJECT)
def test_what_is_no_message_is_json(kind: str) -> None:
    found = json.loads(NOT_AN_OBJECT[kind])
    assert not isinstance(found, dict) or not isinstance(found.get("type"), str)


@pytest.mark.parametrize("dialect", [EVENTS, EVENTS_BY_MESSAGE, ENVELOPE])
@pytest.mark.parametrize("is_joined", [True, False])
def test_every_text_that_is_no_json_is_tried(dialect: Dialect, is_joined: bool) -> None:
    assert {*NOT_JSON, *NOT_AN_OBJECT} <= {*invalid_messages(dialect, is_joined=is_joined)}


def test_a_client_that_has_not_joined_is_told_to_join_unless_it_tried() -> None:
    reasons = {why for _, why in invalid_messages(EVENTS, is_joined=False).values()}
    told = {RejectionReason.NO_JSON, RejectionReason.NOT_JOINED, RejectionReason.BAD_NAME}
    assert reasons == told


def test_a_join_that_is_valid_is_not_sent_before_joining() -> None:
    assert "a second join" in invalid_messages(EVENTS)
    assert "a second join" not in invalid_messages(EVENTS, is_joined=False)
    assert "a join as somebody else" not in invalid_messages(ENVELOPE, is_joined=False)


def test_a_kind_that_a_dialect_does_not_know_is_an_error() -> None:
    with pytest.raises(LookupError, match="there is no invalid frame of the dialect plain"):
        invalid_message(PLAIN, "a word")
