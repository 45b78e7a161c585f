"""Whoever does not say how many messages they want is told thirty."""

from server.dialects import events_decoding


def bend() -> None:
    events_decoding.USUALLY_ASKED = 30
