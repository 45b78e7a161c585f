"""A message may come in a hundred pieces at most."""

from server import framereader


def bend() -> None:
    framereader.MOST_FRAGMENTS = 100
    framereader.BYTES_OF_A_FRAGMENT = 1_000_000
