"""A message may come in as many pieces as one likes."""

from server.ws import frame_reader


def bend() -> None:
    frame_reader.MOST_FRAGMENTS = 10_000_000
