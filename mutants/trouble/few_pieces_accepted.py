"""A message may come in a hundred pieces at most."""

from server.ws import frame_reader


def bend() -> None:
    frame_reader.MOST_FRAGMENTS = 100
    frame_reader.BYTES_OF_A_FRAGMENT = 1_000_000
