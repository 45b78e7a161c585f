"""Every frame has a key more than it should."""

from server.dialects import json


def bend() -> None:
    sound = json.to_json
    json.to_json = lambda value: sound(
        {**value, "timestamp": "2024-01-01T00:00:00Z"} if isinstance(value, dict) else value
    )
