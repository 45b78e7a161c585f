"""A byte order mark at the beginning of a text is taken for a sign of its encoding."""

from mutants.reading import read_to_the_letter
from server import framereader


def bend() -> None:
    read_to_the_letter()
    sound = framereader._decode
    framereader._decode = lambda payload: sound(payload).removeprefix("\ufeff")
