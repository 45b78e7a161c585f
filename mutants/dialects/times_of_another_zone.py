"""Times are told as they are in India, and taken for UTC."""

from server.dialects import json


def bend() -> None:
    sound = json.timestamp
    json.timestamp = lambda at: sound(at + int(5.5 * 3600 * 1_000_000))
