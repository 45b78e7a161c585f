"""A byte order mark at the beginning of a text is taken for a sign of its encoding."""

from mutants.reading import read_to_the_letter
from server.ws import frame_reader


def bend() -> None:
    read_to_the_letter()
    sound = frame_reader._decode
    frame_reader._decode = lambda payload: sound(payload).removeprefix("\ufeff")
