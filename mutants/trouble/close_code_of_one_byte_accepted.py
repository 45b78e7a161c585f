"""A Close with half a code is answered as if it had none."""

from server import frames


def bend() -> None:
    sound = frames._read_close
    frames._read_close = lambda payload: sound(payload if len(payload) > 1 else b"")
