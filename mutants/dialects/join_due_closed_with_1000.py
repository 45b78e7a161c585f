"""Whoever does not join in time is told that all went well (1000)."""

from server import reception


def bend() -> None:
    reception._expect_joined = lambda guest: None if guest.room else guest.connection.close(1000)
