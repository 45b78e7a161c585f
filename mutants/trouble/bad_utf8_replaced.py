"""Bytes that are no UTF-8 become replacement characters."""

from server import framereader


def bend() -> None:
    framereader._decode = lambda payload: payload.decode("utf-8", "replace")
