"""Whoever does not say how many messages they want is told thirty."""

from server.dialects import events_decode


def bend() -> None:
    events_decode.USUALLY_ASKED = 30
