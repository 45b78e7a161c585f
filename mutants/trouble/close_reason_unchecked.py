"""The reason in a Close is not checked."""

from server.ws import frame_reader


def bend() -> None:
    sound = frame_reader._read_close
    frame_reader._read_close = lambda payload: sound(payload[:2])
