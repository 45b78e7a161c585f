"""Frames as the server writes them: unmasked, whole, with the length in its shortest form."""

import pytest

from server.ws.close_codes import CloseCode
from server.ws.frames import BINARY, MAX_REASON, TEXT, close_frame, frame


@pytest.mark.parametrize(
    ("size", "header"),
    [
        (0, b"\x82\x00"),
        (125, b"\x82\x7d"),
        (126, b"\x82\x7e\x00\x7e"),
        (65535, b"\x82\x7e\xff\xff"),
        (65536, b"\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00"),
    ],
)
def test_a_frame_has_the_shortest_header_for_its_length(size: int, header: bytes) -> None:
    assert frame(BINARY, b"x" * size) == header + b"x" * size


def test_a_text_frame_is_final_and_unmasked() -> None:
    assert frame(TEXT, b"hello") == b"\x81\x05hello"


def test_a_close_frame_has_code_and_reason() -> None:
    assert close_frame(CloseCode.GOING_AWAY, "bye") == b"\x88\x05\x03\xe9bye"


def test_a_close_frame_without_a_reason_has_the_code_alone() -> None:
    assert close_frame(CloseCode.NORMAL) == b"\x88\x02\x03\xe8"


def test_the_longest_reason_fills_a_control_frame() -> None:
    assert close_frame(CloseCode.NORMAL, "x" * MAX_REASON)[:2] == b"\x88\x7d"


def test_a_longer_reason_is_cut() -> None:
    cut = close_frame(CloseCode.NORMAL, "x" * (MAX_REASON + 1))
    assert cut == close_frame(CloseCode.NORMAL, "x" * MAX_REASON)


@pytest.mark.parametrize("character", ["\u00e9", "\u4f60", "\U0001f98a"])
@pytest.mark.parametrize("shift", range(4))
def test_a_reason_is_cut_between_characters(character: str, shift: int) -> None:
    reason = close_frame(CloseCode.NORMAL, "x" * shift + character * 125)[4:]
    assert reason.decode().rstrip(character) == "x" * shift


@pytest.mark.parametrize("code", [CloseCode.NO_STATUS, CloseCode.ABNORMAL])
def test_a_code_that_must_not_be_sent_gives_an_empty_close(code: int) -> None:
    assert close_frame(code, "lost") == b"\x88\x00"
