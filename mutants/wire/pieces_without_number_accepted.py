"""A message may come in as many pieces as one likes."""

from server import framereader


def bend() -> None:
    framereader.MOST_FRAGMENTS = 10_000_000
