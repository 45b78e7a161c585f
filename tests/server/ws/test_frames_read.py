"""Messages as they are put together from frames, and the most that one may have."""

import pytest

from server.ws.close_codes import CloseCode
from server.ws.fast_text import unmask
from server.ws.frame_reader import FrameReader
from server.ws.frames import (
    BINARY,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Incoming,
    Ping,
    Pong,
    ProtocolViolation,
)
from tests.server.support.client_frames import KEY, LIMIT, fragments, length, masked, read


def is_too_big(incoming: list[Incoming]) -> bool:
    last = incoming[-1]
    return isinstance(last, ProtocolViolation) and last.code is CloseCode.MESSAGE_TOO_BIG


def test_a_text_is_read() -> None:
    assert read(masked(TEXT, "h\u00e9llo".encode())) == ["h\u00e9llo"]


def test_bytes_are_read() -> None:
    assert read(masked(BINARY, b"\x00\xff")) == [b"\x00\xff"]


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_an_empty_message_is_read(opcode: int) -> None:
    assert read(masked(opcode)) == ["" if opcode == TEXT else b""]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 125, 126, 127, 128, 65535, 65536])
def test_a_message_of_any_length_is_unmasked(size: int) -> None:
    data = bytes(sequence % 251 for sequence in range(size))
    assert read(masked(BINARY, data), limit=size) == [data]


def test_unmasking_twice_changes_nothing() -> None:
    assert unmask(unmask(b"\x00\x00\x01 hello", KEY), KEY) == b"\x00\x00\x01 hello"


def test_several_messages_in_one_piece_are_read_in_order() -> None:
    assert read(masked(TEXT, b"one") + masked(TEXT, b"two")) == ["one", "two"]


def test_a_message_that_comes_byte_by_byte_is_read_once() -> None:
    reader = FrameReader(LIMIT)
    data = masked(TEXT, b"x" * 200)
    incoming = [item for byte in data for item in reader.feed(bytes([byte]))]
    assert incoming == ["x" * 200]


def test_fragments_are_one_message() -> None:
    assert read(fragments(BINARY, [b"a", b"", b"bc"])) == [b"abc"]


def test_a_character_may_be_split_over_fragments() -> None:
    family = "\U0001f469\u200d\U0001f467".encode()
    pieces = [bytes([byte]) for byte in family]
    assert read(fragments(TEXT, pieces)) == [family.decode()]


def test_line_ends_are_kept_over_fragments() -> None:
    assert read(fragments(TEXT, [b"a\r", b"\nb\rc"])) == ["a\r\nb\rc"]


def test_a_ping_between_fragments_is_read_first() -> None:
    data = fragments(TEXT, [b"hel", b"lo"], between=masked(PING, b"are you there?"))
    assert read(data) == [Ping(b"are you there?"), "hello"]


def test_a_pong_is_read() -> None:
    assert read(masked(PONG, b"x" * 125)) == [Pong(b"x" * 125)]


def test_a_message_as_long_as_the_limit_is_read() -> None:
    assert read(masked(BINARY, b"x" * LIMIT)) == [b"x" * LIMIT]


def test_a_message_one_byte_over_the_limit_is_too_big() -> None:
    assert is_too_big(read(masked(BINARY, b"x" * (LIMIT + 1))))


def test_the_announced_length_alone_is_enough_to_be_too_big() -> None:
    assert is_too_big(read(b"\x82" + length(LIMIT + 1)))


def test_fragments_as_long_as_the_limit_together_are_read() -> None:
    assert read(fragments(BINARY, [b"x" * 1000, b"y" * 24])) == [b"x" * 1000 + b"y" * 24]


def test_fragments_one_byte_over_the_limit_together_are_too_big() -> None:
    assert is_too_big(read(fragments(BINARY, [b"x" * 1000, b"y" * 25])))


def test_a_fragment_whose_announced_length_goes_over_the_limit_is_too_big() -> None:
    begun = masked(TEXT, b"x" * 1000, final=False)
    assert is_too_big(read(begun + bytes([0x80 | CONTINUATION]) + length(25)))


def test_the_limit_counts_each_message_anew() -> None:
    assert read(masked(BINARY, b"x" * LIMIT) * 2) == [b"x" * LIMIT] * 2


def test_the_limit_counts_bytes_and_not_characters() -> None:
    assert is_too_big(read(masked(TEXT, "\u00e9".encode() * 513)))


def test_control_frames_do_not_count() -> None:
    data = fragments(BINARY, [b"x" * 1000, b"y" * 24], between=masked(PING, b"z" * 125))
    assert not is_too_big(read(data))
