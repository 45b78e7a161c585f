"""Bytes that a server sends behind its Close frame are found."""

import pytest

from alicebob.transport.raw_frames import CLOSE, PING, TEXT, behind_close, unmasked

BYE = unmasked(CLOSE, (1000).to_bytes(2))


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_frames_before_the_close_are_not_behind_it(size: int) -> None:
    before = unmasked(TEXT, b"x" * size)
    assert behind_close(before + BYE) == b""
    assert behind_close(before + BYE + unmasked(PING, b"")) == unmasked(PING, b"")


@pytest.mark.parametrize("data", [b"", unmasked(TEXT, b"Hello"), BYE[:1]])
def test_without_a_close_there_is_nothing_to_tell(data: bytes) -> None:
    assert behind_close(data) is None
