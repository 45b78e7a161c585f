"""The reason in a Close is not checked."""

from server import frames


def bend() -> None:
    sound = frames._read_close
    frames._read_close = lambda payload: sound(payload[:2])
