"""A Close with half a code is answered as if it had none."""

from server import framereader


def bend() -> None:
    sound = framereader._read_close
    framereader._read_close = lambda payload: sound(payload if len(payload) > 1 else b"")
