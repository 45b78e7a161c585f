"""Whole texts off the wire and onto it, many at a time: in C as in Python, to the last byte."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.ws.fast_text import frame_texts_in_python, take_texts_in_python
from server.ws.frames import BINARY, TEXT, frame
from tests.server.support.client_frames import masked

try:
    from server.ws import _fast_text as compiled
except ImportError:  # no compiler here
    compiled = None  # type: ignore[assignment]

Take = Callable[[bytes | bytearray, int, int, int], tuple[list[str], int]]
Frames = Callable[[list[bytes]], bytes]

needs_the_compiled = pytest.mark.skipif(
    compiled is None, reason="server.ws._fast_text is not compiled: there was no compiler"
)
either_take = pytest.mark.parametrize(
    "take",
    [
        pytest.param(take_texts_in_python, id="python"),
        pytest.param(compiled and compiled.take_texts, id="c", marks=needs_the_compiled),
    ],
)
either_frame = pytest.mark.parametrize(
    "frame_texts",
    [
        pytest.param(frame_texts_in_python, id="python"),
        pytest.param(compiled and compiled.frame_texts, id="c", marks=needs_the_compiled),
    ],
)
LIMIT, MOST = 65_535, 256
NO_KEY = bytes(4)
SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 125, 126, 127, 4095, 4096, 4097, 65_534, 65_535]
BROKEN_TEXTS = [b"\xff", b"caf\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"]

keys = st.one_of(st.just(NO_KEY), st.binary(min_size=4, max_size=4))
texts = st.text(max_size=40).map(str.encode)
long_texts = st.builds(
    bytes.__mul__,
    st.sampled_from([b"a", b"\xc3\xa9", b"\xe2\x82\xac\xff"]),
    st.sampled_from([1, 31, 62, 63, 2048, 4096, 4097, 32_768, 65_536]),
)
proper = st.builds(masked, st.just(TEXT), st.one_of(texts, texts, long_texts), key=keys)


def with_length(form: int, size: int, payload: bytes) -> bytes:
    """A text whose ``size`` is written in ``form`` bytes, be it right or not; its key is zero."""
    if form == 0:
        return bytes([0x81, 0x80 | size % 126]) + NO_KEY + payload
    mark = {2: 126, 8: 127}[form]
    return bytes([0x81, 0x80 | mark]) + size.to_bytes(form) + NO_KEY + payload


nearly_proper = st.one_of(
    st.builds(masked, st.sampled_from([0, 1, 2, 8, 9]), texts, final=st.booleans(), key=keys),
    st.builds(masked, st.just(TEXT), texts, reserved=st.sampled_from([0x40, 0x20, 0x10])),
    st.builds(masked, st.just(TEXT), st.sampled_from(BROKEN_TEXTS), key=keys),
    st.builds(
        with_length, st.sampled_from([0, 2, 8]), st.integers(0, 300), st.binary(max_size=300)
    ),
    texts.map(lambda text: frame(TEXT, text)),  # without a mask
    st.binary(max_size=20),
)
streams = st.lists(st.one_of(proper, proper, proper, nearly_proper), max_size=6).map(b"".join)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A stream of which a bit is turned over, or the end cut off, or nothing."""
    stream = bytearray(draw(streams))
    if stream and draw(st.booleans()):
        stream[draw(st.integers(0, len(stream) - 1))] ^= 1 << draw(st.integers(0, 7))
    return bytes(stream[: draw(st.integers(0, len(stream)))] if draw(st.booleans()) else stream)


@needs_the_compiled
@settings(max_examples=400, deadline=None)
@given(
    data=st.one_of(damaged(), st.binary(max_size=40)),
    kind=st.sampled_from([bytes, bytearray]),
    at=st.one_of(st.just(0), st.integers(0, 80)),
    limit=st.one_of(st.sampled_from([0, 1, 125, 126, 127, LIMIT]), st.integers(0, 300)),
    most=st.integers(0, 7),
)
@example(data=masked(TEXT, b"x" * LIMIT), kind=bytes, at=0, limit=LIMIT, most=1)
@example(data=masked(TEXT, b"x" * LIMIT), kind=bytes, at=0, limit=LIMIT - 1, most=1)
@example(data=masked(TEXT, b"x" * 65_536), kind=bytes, at=0, limit=100_000, most=1)
def test_both_take_the_same_texts(
    data: bytes, kind: type[Any], at: int, limit: int, most: int
) -> None:
    in_c = compiled.take_texts(kind(data), at, limit, most)
    assert in_c == take_texts_in_python(kind(data), at, limit, most)


@needs_the_compiled
@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=300), long_texts), max_size=6))
def test_both_make_the_same_frames(payloads: list[bytes]) -> None:
    assert compiled.frame_texts(payloads) == frame_texts_in_python(payloads)


@either_take
@pytest.mark.parametrize("size", SIZES)
def test_a_text_of_any_length_is_taken(take: Take, size: int) -> None:
    text = ("abcdefghijk" * (size // 11 + 1))[:size]
    data = masked(TEXT, text.encode())
    assert take(data, 0, LIMIT, MOST) == ([text], len(data))


@either_take
def test_a_text_whose_length_takes_eight_bytes_is_left(take: Take) -> None:
    assert take(masked(TEXT, b"x" * 65_536), 0, 100_000, MOST) == ([], 0)


@either_take
@settings(max_examples=100, deadline=None)
@given(sent=st.lists(st.text(max_size=200), max_size=8), key=keys)
def test_what_is_sent_is_taken_in_order(take: Take, sent: list[str], key: bytes) -> None:
    data = b"".join(masked(TEXT, text.encode(), key=key) for text in sent)
    assert take(data, 0, LIMIT, MOST) == (sent, len(data))


@either_take
@pytest.mark.parametrize("most", range(4))
def test_no_more_are_taken_than_asked_for(take: Take, most: int) -> None:
    one = masked(TEXT, b"hello")
    assert take(one * 3, 0, LIMIT, most) == (["hello"] * most, len(one) * most)


@either_take
def test_they_are_taken_from_a_place_on(take: Take) -> None:
    one = masked(TEXT, b"one")
    assert take(one + masked(TEXT, b"two"), len(one), LIMIT, MOST)[0] == ["two"]


@either_take
@pytest.mark.parametrize("beyond", [0, 1, 100])
def test_at_the_end_nothing_is_taken(take: Take, beyond: int) -> None:
    one = masked(TEXT, b"one")
    assert take(one, len(one) + beyond, LIMIT, MOST) == ([], len(one) + beyond)


@either_take
@pytest.mark.parametrize("size", [1, 125, 126, 127, 4096, 4097])
@pytest.mark.parametrize("over", [False, True])
def test_a_text_over_the_limit_is_left(take: Take, size: int, over: bool) -> None:
    assert len(take(masked(TEXT, b"x" * size), 0, size - over, MOST)[0]) == (not over)


@either_take
@pytest.mark.parametrize("size", [0, 5, 126])
def test_a_text_that_is_not_all_there_is_left(take: Take, size: int) -> None:
    whole, cut = masked(TEXT, b"whole"), masked(TEXT, b"x" * size)
    taken = [take(whole + cut[:end], 0, LIMIT, MOST) for end in range(len(cut))]
    assert taken == [(["whole"], len(whole))] * len(cut)


@either_take
@pytest.mark.parametrize(
    "other",
    [
        masked(BINARY, b"hello"),
        masked(TEXT, b"hello", final=False),
        *(masked(TEXT, b"hello", reserved=bit) for bit in (0x40, 0x20, 0x10)),
        frame(TEXT, b"hello"),
        frame(TEXT, b"x" * 126),
        *(with_length(2, size, b"x" * size) for size in (0, 5, 125)),
        with_length(8, 300, b"x" * 300),
        *(masked(TEXT, text) for text in BROKEN_TEXTS),
    ],
)
def test_what_is_not_a_proper_text_is_left_to_others(take: Take, other: bytes) -> None:
    whole = masked(TEXT, b"whole")
    assert take(whole + other + whole, 0, LIMIT, MOST) == (["whole"], len(whole))


@either_frame
@pytest.mark.parametrize("size", [*SIZES, 65_536, 65_537])
def test_a_text_of_any_length_is_framed(frame_texts: Frames, size: int) -> None:
    assert frame_texts([b"x" * size]) == frame(TEXT, b"x" * size)


@either_frame
def test_frames_stand_in_the_order_of_their_texts(frame_texts: Frames) -> None:
    assert frame_texts([b"one", b"", b"two"]) == b"\x81\x03one\x81\x00\x81\x03two"


@either_frame
def test_no_texts_are_no_bytes(frame_texts: Frames) -> None:
    assert frame_texts([]) == b""
