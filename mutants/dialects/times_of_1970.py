"""The time of a message is told in milliseconds and so seems to be of 1970."""

from server.dialects import json


def bend() -> None:
    sound = json.timestamp
    json.timestamp = lambda at: sound(at // 1000)
