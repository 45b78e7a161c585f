"""A message may come in many fragments, but not in any number of them."""

import pytest

from server.ws.close_codes import CloseCode
from server.ws.frame_reader import BYTES_OF_A_FRAGMENT, MOST_FRAGMENTS, FrameReader
from server.ws.frames import BINARY, CONTINUATION, PING, TEXT, Incoming, Pong, ProtocolViolation
from tests.server.support.client_frames import fed, fragments, masked

LIMIT = 512 * 1024
TOO_MANY = ProtocolViolation(CloseCode.POLICY_VIOLATION, "too many fragments")
EMPTY = masked(CONTINUATION, b"", final=False)


def read(data: bytes) -> list[Incoming]:
    return fed(FrameReader(LIMIT), data)


@pytest.mark.parametrize(("opcode", "whole"), [(TEXT, ""), (BINARY, b"")])
def test_as_many_fragments_as_may_be_are_read(opcode: int, whole: str | bytes) -> None:
    assert read(fragments(opcode, [b""] * MOST_FRAGMENTS)) == [whole]


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_one_fragment_too_many_is_rejected(opcode: int) -> None:
    assert read(fragments(opcode, [b""] * (MOST_FRAGMENTS + 1))) == [TOO_MANY]


def test_what_is_rejected_is_rejected_before_the_last_fragment_comes() -> None:
    assert read(masked(TEXT, b"", final=False) + EMPTY * MOST_FRAGMENTS) == [TOO_MANY]


def test_every_sixteen_bytes_are_worth_a_fragment_more() -> None:
    pieces = [b"x" * BYTES_OF_A_FRAGMENT] * 20_000
    assert read(fragments(TEXT, pieces)) == ["x" * BYTES_OF_A_FRAGMENT * 20_000]


def test_bytes_still_to_come_are_worth_nothing() -> None:
    pieces = [b""] * (MOST_FRAGMENTS + 1) + [b"x" * 1600]
    assert read(fragments(TEXT, pieces)) == [TOO_MANY]


def test_bytes_that_came_before_are_worth_fragments() -> None:
    empty = [b""] * (MOST_FRAGMENTS + 99)
    assert read(fragments(TEXT, [b"x" * 1600, *empty])) == ["x" * 1600]
    assert read(fragments(TEXT, [b"x" * 1599, *empty])) == [TOO_MANY]


def test_a_message_in_single_bytes_has_its_bound() -> None:
    most = MOST_FRAGMENTS * BYTES_OF_A_FRAGMENT // (BYTES_OF_A_FRAGMENT - 1)
    assert read(fragments(TEXT, [b"x"] * most)) == ["x" * most]
    assert read(fragments(TEXT, [b"x"] * (most + 16))) == [TOO_MANY]


def test_every_message_has_its_own_fragments() -> None:
    message = fragments(TEXT, [b""] * MOST_FRAGMENTS)
    assert read(message * 3) == ["", "", ""]


def test_control_frames_in_between_are_no_fragments() -> None:
    incoming = read(fragments(TEXT, [b"a", b"b"], between=masked(PING + 1) * 5000))
    assert (incoming[-1], incoming.count(Pong(b""))) == ("ab", 5000)
