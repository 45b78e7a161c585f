"""When a token runs out, its bearer may stay."""

from server import reception


def bend() -> None:
    reception._sign_out = lambda connection: None
