"""The reason in a Close is not checked."""

from server import framereader


def bend() -> None:
    sound = framereader._read_close
    framereader._read_close = lambda payload: sound(payload[:2])
