"""A text ends at its first NUL, as strings do in C."""

from mutants.saying import change_texts


def bend() -> None:
    change_texts(lambda text: text.partition("\0")[0])
