"""Times do not tell that they are UTC."""

from server.dialects import json


def bend() -> None:
    sound = json.timestamp
    json.timestamp = lambda at: sound(at).removesuffix("Z")
