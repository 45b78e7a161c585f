"""Bytes that are no UTF-8 become replacement characters."""

from server import frames


def bend() -> None:
    frames._decode = lambda payload: payload.decode("utf-8", "replace")
