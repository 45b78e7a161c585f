"""Whoever does not join may stay at the door for ever."""

from server import reception


def bend() -> None:
    reception._expect_joined = lambda guest: None
