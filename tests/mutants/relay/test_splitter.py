"""The bytes of a connection are divided into its head and its frames, however they arrive."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.transport.raw_frames import BINARY, CLOSE, TEXT, announced, masked, unmasked
from mutants.relay.frames import MOST_HELD, Head, Splitter, WebSocketFrame

HEAD = b"GET /chat HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"


def parts(data: bytes, cuts: list[int]) -> list[Head | WebSocketFrame | bytes]:
    """The parts of ``data`` that comes in pieces."""
    splitter, edges = Splitter(), [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    return [part for a, b in pairwise(edges) for part in splitter.feed(data[a:b])]


@pytest.mark.parametrize("write", [masked, unmasked])
@given(
    st.lists(st.tuples(st.sampled_from([TEXT, BINARY, CLOSE]), st.binary(max_size=300))),
    st.lists(st.integers(0, 900), max_size=9),
)
def test_each_frame_comes_whole(
    write: Callable[[int, bytes], bytes], frames: list[tuple[int, bytes]], cuts: list[int]
) -> None:
    head, *others = parts(HEAD + b"".join(write(*frame) for frame in frames), cuts)
    assert head == Head(HEAD)
    read = [(f.opcode, f.payload) for f in others if isinstance(f, WebSocketFrame)]
    assert read == frames


@pytest.mark.parametrize("size", [125, 126, 65_535, 65_536, MOST_HELD + 1])
def test_no_byte_is_lost_whatever_the_length(size: int) -> None:
    data = HEAD + masked(TEXT, bytes(size)) + masked(TEXT, b"next")
    came = parts(data, [len(HEAD) + 1, len(HEAD) + 5, 70_000])
    raw = [part if isinstance(part, bytes) else part.raw for part in came]
    assert b"".join(raw) == data
    assert isinstance(last := came[-1], WebSocketFrame)
    assert last.text == "next"


def test_a_length_that_is_only_announced_is_passed_on() -> None:
    huge = announced(TEXT, 10 * MOST_HELD)
    assert parts(HEAD + huge, []) == [Head(HEAD), huge]


def test_bytes_behind_a_head_without_frames_are_passed_on() -> None:
    splitter = Splitter()
    came = []
    for part in splitter.feed(HEAD + b"a page"):
        splitter.is_upgraded = False
        came.append(part)
    assert came == [Head(HEAD), b"a page"]
