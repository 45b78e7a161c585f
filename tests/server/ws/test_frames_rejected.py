"""Violations of RFC 6455, and the close codes that answer them."""

import pytest

from server.ws.close_codes import CloseCode
from server.ws.frame_reader import FrameReader
from server.ws.frames import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Close,
    ProtocolViolation,
)
from tests.server.support.client_frames import KEY, closing, fragments, masked, read


def code_of(data: bytes) -> CloseCode:
    """The close code of the violation that ends ``data``."""
    last = read(data)[-1]
    assert isinstance(last, ProtocolViolation)
    return last.code


def test_a_frame_without_a_mask_is_rejected() -> None:
    assert code_of(b"\x81\x05hello") is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("bit", [0x40, 0x20, 0x10])
def test_a_reserved_bit_is_rejected(bit: int) -> None:
    assert code_of(masked(TEXT, b"hello", reserved=bit)) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("opcode", [0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF])
def test_an_unknown_opcode_is_rejected(opcode: int) -> None:
    assert code_of(masked(opcode)) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_a_fragmented_control_frame_is_rejected(opcode: int) -> None:
    assert code_of(masked(opcode, final=False)) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
def test_a_control_frame_of_126_bytes_is_rejected_before_they_come(opcode: int) -> None:
    assert code_of(masked(opcode, b"x" * 126)[:2]) is CloseCode.PROTOCOL_ERROR


def test_a_continuation_of_nothing_is_rejected() -> None:
    assert code_of(masked(CONTINUATION, b"hello")) is CloseCode.PROTOCOL_ERROR


def test_a_second_last_fragment_is_rejected() -> None:
    whole = fragments(TEXT, [b"a", b"b"])
    assert code_of(whole + masked(CONTINUATION, b"c")) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_a_message_inside_a_message_is_rejected(opcode: int) -> None:
    assert code_of(masked(TEXT, b"a", final=False) + masked(opcode)) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("size", [0, 5, 125])
def test_a_small_length_in_two_bytes_is_rejected(size: int) -> None:
    assert code_of(b"\x82\xfe" + size.to_bytes(2)) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("size", [5, 126, 65535])
def test_a_small_length_in_eight_bytes_is_rejected(size: int) -> None:
    assert code_of(b"\x82\xff" + size.to_bytes(8)) is CloseCode.PROTOCOL_ERROR


def test_a_length_whose_first_bit_is_set_is_rejected() -> None:
    assert code_of(b"\x82\xff" + (2**63).to_bytes(8)) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize(
    "payload",
    [b"caf\xe9", "caf\u00e9".encode()[:-1], b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"],
)
def test_a_text_that_is_not_utf8_is_rejected(payload: bytes) -> None:
    assert code_of(masked(TEXT, payload)) is CloseCode.INVALID_TEXT


def test_half_a_character_at_the_end_of_the_last_fragment_is_rejected() -> None:
    assert code_of(fragments(TEXT, [b"caf", b"\xc3"])) is CloseCode.INVALID_TEXT


def test_a_bad_byte_is_rejected_before_the_last_fragment_comes() -> None:
    assert code_of(masked(TEXT, b"\xff", final=False)) is CloseCode.INVALID_TEXT


@pytest.mark.parametrize("code", [1000, 1001, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999])
def test_a_close_code_that_may_be_sent_is_read(code: int) -> None:
    assert read(closing(code, b"so long")) == [Close(code, "so long")]


@pytest.mark.parametrize(
    "code", [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535]
)
def test_a_close_code_that_nobody_may_send_is_rejected(code: int) -> None:
    assert code_of(closing(code)) is CloseCode.PROTOCOL_ERROR


def test_a_close_code_of_one_byte_is_rejected() -> None:
    assert code_of(masked(CLOSE, b"\x03")) is CloseCode.PROTOCOL_ERROR


def test_a_close_reason_that_is_not_utf8_is_rejected() -> None:
    assert code_of(closing(CloseCode.NORMAL, b"\xff")) is CloseCode.INVALID_TEXT


def test_a_close_without_a_code_is_read_as_1005() -> None:
    assert read(masked(CLOSE)) == [Close(CloseCode.NO_STATUS, "")]


def test_nothing_is_read_after_a_close() -> None:
    assert read(masked(CLOSE) + masked(TEXT, b"one more thing")) == [Close(1005, "")]


def test_nothing_is_read_after_a_violation() -> None:
    reader = FrameReader(100)
    reader.feed(b"\x81\x05hello")
    assert reader.feed(masked(TEXT, b"hello")) == []


def test_what_came_before_a_violation_is_read() -> None:
    assert read(masked(TEXT, b"hello") + b"\x81\x05")[0] == "hello"


def test_a_bad_header_is_rejected_before_the_rest_comes() -> None:
    assert code_of(masked(TEXT, b"hello", reserved=0x40, key=KEY)[:2]) is CloseCode.PROTOCOL_ERROR
