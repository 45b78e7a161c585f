"""A Close with half a code is answered as if it had none."""

from server.ws import frame_reader


def bend() -> None:
    sound = frame_reader._read_close
    frame_reader._read_close = lambda payload: sound(payload if len(payload) > 1 else b"")
