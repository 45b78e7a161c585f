"""Whoever is refused ten times in all is shown out, however long they pause in between."""

from server.core import rate_limit


def bend() -> None:
    rate_limit._PAUSE = 3600.0
