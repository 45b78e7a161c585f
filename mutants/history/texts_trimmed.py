"""In the history the spaces around a text are missing."""

from mutants.retelling import retell


def bend() -> None:
    retell(str.strip)
