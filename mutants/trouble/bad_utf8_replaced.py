"""Bytes that are no UTF-8 become replacement characters."""

from server.ws import frame_reader


def bend() -> None:
    frame_reader._decode = lambda payload: payload.decode("utf-8", "replace")
