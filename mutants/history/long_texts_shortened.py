"""In the history long texts end after 60,000 characters."""

from mutants.retelling import retell


def bend() -> None:
    retell(lambda text: text[:60_000])
