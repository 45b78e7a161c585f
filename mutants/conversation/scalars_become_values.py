"""A text that is a number, null, true or a quoted string becomes that value in JSON."""

import json

from server.dialects import plain
from server.events import Event, Said


def bend() -> None:
    sound = plain.encode

    def encode(event: Event) -> bytes:
        if isinstance(event, Said):
            try:
                value = json.loads(event.text)
            except ValueError:
                return sound(event)
            if not isinstance(value, dict | list):
                return plain._object(event.name, value, "message")
        return sound(event)

    plain.encode = encode
