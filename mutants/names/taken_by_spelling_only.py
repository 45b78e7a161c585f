"""A name that differs from a taken one only in case or width is free."""

from server.core import names


def bend() -> None:
    names.folded = lambda name: name
