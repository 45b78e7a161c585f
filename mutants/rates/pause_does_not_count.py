"""Whoever is refused ten times in all is shown out, however long they pause in between."""

from server import rates


def bend() -> None:
    rates._PAUSE = 3600.0
