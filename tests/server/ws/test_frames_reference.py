"""Our frame reader beside wsproto: both read any bytes in any pieces the same."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.ws.close_codes import CloseCode
from server.ws.frame_reader import FrameReader
from server.ws.frames import Incoming, ProtocolViolation
from tests.server.support.client_frames import fed, masked
from tests.server.support.corpus import CORPUS, LIMIT
from tests.server.support.reference import Reference
from tests.server.ws.test_frames_any_pieces import (
    MOST_CONTROL,
    MOST_HEADER,
    bytes_of_frames,
    cuts,
    held_by,
    pieces_of,
)

Read = tuple[list[Incoming], int | None]
LARGE_LIMIT = 65_536  # a length of eight bytes is below it
SEEN_AT_THE_HEADER = {CloseCode.PROTOCOL_ERROR, CloseCode.MESSAGE_TOO_BIG}


def read_by_both(pieces: list[bytes], limit: int) -> tuple[Read, Read]:
    """Return the results of our reader and the reference for ``pieces``, and their failures."""
    ours, theirs = FrameReader(limit), Reference(limit)
    incoming: list[Incoming] = []
    for piece in pieces:
        incoming += fed(ours, piece)
        theirs.feed(piece)
    if theirs.failed == CloseCode.INVALID_TEXT and not is_refused(incoming):
        # It decodes a text as it comes, ours when the frame is whole: the rest of the frame comes.
        incoming += fed(ours, bytes(limit))
    last = incoming[-1] if incoming else None
    if isinstance(last, ProtocolViolation) and last.code in SEEN_AT_THE_HEADER:
        theirs.is_shown_more()
    return outcome(incoming), (theirs.incoming, theirs.failed)


def is_refused(incoming: list[Incoming]) -> bool:
    return bool(incoming) and isinstance(incoming[-1], ProtocolViolation)


def outcome(incoming: list[Incoming]) -> Read:
    match incoming:
        case [*before, ProtocolViolation(code)]:
            return before, int(code)
    return incoming, None


def assert_alike(pieces: list[bytes], limit: int = LIMIT) -> None:
    ours, theirs = read_by_both(pieces, limit)
    assert ours == theirs


def single(data: bytes) -> list[bytes]:
    return [data[sequence : sequence + 1] for sequence in range(len(data))]


by_corpus = pytest.mark.parametrize("stream", CORPUS.values(), ids=CORPUS.keys())
short = {name: stream for name, stream in CORPUS.items() if len(stream) < 200}
by_short = pytest.mark.parametrize("stream", short.values(), ids=short.keys())
streams = st.sampled_from([stream for stream in CORPUS.values() if len(stream) < 2000])
frames = st.one_of(
    *bytes_of_frames(),
    st.builds(masked, st.sampled_from([0, 1, 1, 2]), st.binary(max_size=9), final=st.booleans()),
    st.builds(
        masked,
        st.sampled_from([0, 1, 1, 8, 9]),
        st.text(max_size=120).map(str.encode),
        final=st.booleans(),
    ),
)


@st.composite
def flipped(draw: st.DrawFn) -> bytes:
    """Streams of the corpus, of which a few bits are turned over."""
    data = bytearray(b"".join(draw(st.lists(streams, min_size=1, max_size=2))))
    for _ in range(draw(st.integers(0, 3)) if data else 0):
        sequence = draw(st.integers(0, min(len(data), 60) - 1) | st.integers(0, len(data) - 1))
        data[sequence] ^= 1 << draw(st.integers(0, 7))
    return bytes(data)


@by_corpus
@pytest.mark.parametrize("limit", [LIMIT, LARGE_LIMIT])
def test_what_is_odd_reads_alike(stream: bytes, limit: int) -> None:
    assert_alike([stream], limit)


@by_corpus
def test_what_is_odd_reads_alike_byte_by_byte(stream: bytes) -> None:
    assert_alike([*single(stream[:2000]), stream[2000:]])


@by_short
def test_what_is_odd_reads_alike_wherever_it_ends(stream: bytes) -> None:
    for end in range(len(stream)):
        assert_alike([stream[:end]])


@by_short
def test_what_is_odd_reads_alike_wherever_it_is_cut(stream: bytes) -> None:
    for sequence in range(len(stream)):
        assert_alike([stream[:sequence], stream[sequence:]])


@settings(max_examples=400, deadline=None)
@given(flipped(), cuts)
def test_a_bit_that_is_turned_over_reads_alike(data: bytes, sequences: list[int]) -> None:
    assert_alike(pieces_of(data, sequences))


@settings(max_examples=300, deadline=None)
@given(st.lists(frames, max_size=8), cuts)
def test_whatever_comes_reads_alike(pieces: list[bytes], sequences: list[int]) -> None:
    assert_alike(pieces_of(b"".join(pieces), sequences))


@settings(max_examples=200, deadline=None)
@given(st.lists(frames, max_size=8))
def test_frames_that_come_one_by_one_read_alike(pieces: list[bytes]) -> None:
    assert_alike(pieces)


@by_corpus
def test_what_waits_is_bounded(stream: bytes) -> None:
    reader = FrameReader(LIMIT)
    for piece in itertools.chain(single(stream[:2000]), [stream[2000:]]):
        fed(reader, piece)
        assert held_by(reader) < LIMIT + MOST_HEADER + MOST_CONTROL


@by_corpus
def test_what_is_put_off_is_no_more_than_came(stream: bytes) -> None:
    reader = FrameReader(LIMIT)
    reader.feed(stream)
    assert held_by(reader) < LIMIT + MOST_HEADER + MOST_CONTROL + reader.is_behind * len(stream)
