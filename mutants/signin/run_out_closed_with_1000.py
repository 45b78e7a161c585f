"""Whose token runs out is told that all went well (1000)."""

from server import reception


def bend() -> None:
    reception._sign_out = lambda connection: connection.close(1000)
