"""Any bytes in any pieces: valid frames read back the same, buffered input is bounded."""

import itertools
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from server.ws.frame_reader import FrameReader
from server.ws.frames import BINARY, PING, TEXT, Incoming, Ping
from tests.server.support.client_frames import KEY, fed, fragments, length, masked

LIMIT = 64
MOST_HEADER = 14  # bytes
MOST_CONTROL = 125  # bytes; a control frame may come between the fragments of a message

messages = st.one_of(
    st.text(max_size=16),
    st.binary(max_size=LIMIT),
    st.builds(Ping, st.binary(max_size=125)),
)
cuts = st.lists(st.integers(0, 400), max_size=8)


def pieces_of(data: bytes, sequences: list[int]) -> list[bytes]:
    """``data`` cut at ``sequences``, wherever they fall within it."""
    edges = [0, *sorted({sequence % (len(data) + 1) for sequence in sequences}), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(edges)]


def on_the_wire(message: Incoming, sequences: list[int]) -> bytes:
    match message:
        case str(text):
            return fragments(TEXT, pieces_of(text.encode(), sequences))
        case bytes(data):
            return fragments(BINARY, pieces_of(data, sequences))
        case Ping(payload):
            return masked(PING, payload)
    raise AssertionError(message)


def held_by(reader: FrameReader) -> int:
    """The bytes that wait in ``reader`` for more."""
    begun = reader.message
    return len(reader.rest or b"") + (begun.size if begun is not None else 0)


def announced(size: int, body: bytes) -> bytes:
    """The beginning of a frame that says it has ``size`` bytes."""
    return bytes([0x80 | BINARY]) + length(size) + KEY + body


def bytes_of_frames() -> Iterator[st.SearchStrategy[bytes]]:
    """Arbitrary bytes, and frames that are nearly right, so that deep places are reached."""
    yield st.builds(announced, st.integers(0, 2**63 - 1), st.integers(0, 400).map(bytes))
    yield st.binary(max_size=200)
    yield st.builds(
        masked,
        st.integers(0, 15),
        st.binary(max_size=80),
        final=st.booleans(),
        reserved=st.sampled_from([0, 0, 0, 0, 0x10]),
    )


@settings(max_examples=150, deadline=None)
@given(sent=st.lists(st.tuples(messages, cuts), max_size=6), sequences=cuts)
def test_proper_messages_read_back_the_same_however_they_are_cut(
    sent: list[tuple[Incoming, list[int]]], sequences: list[int]
) -> None:
    reader = FrameReader(LIMIT)
    data = b"".join(on_the_wire(message, fragments) for message, fragments in sent)
    incoming = [item for piece in pieces_of(data, sequences) for item in fed(reader, piece)]
    assert incoming == [message for message, _ in sent]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(*bytes_of_frames()), max_size=8))
def test_whatever_comes_nothing_is_raised_and_what_waits_is_bounded(pieces: list[bytes]) -> None:
    reader = FrameReader(LIMIT)
    for piece in pieces:
        fed(reader, piece)
        assert held_by(reader) < LIMIT + MOST_HEADER + MOST_CONTROL


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(*bytes_of_frames()), max_size=8), cuts)
def test_where_the_bytes_are_cut_does_not_matter(pieces: list[bytes], sequences: list[int]) -> None:
    data = b"".join(pieces)
    reader = FrameReader(LIMIT)
    incoming = [item for piece in pieces_of(data, sequences) for item in fed(reader, piece)]
    assert incoming == fed(FrameReader(LIMIT), data)
