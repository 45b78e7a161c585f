"""A text with half a character is not refused with a sentence: its sender is thrown out."""

from server.dialects import json


def bend() -> None:
    json.can_be_sent = lambda text: True
