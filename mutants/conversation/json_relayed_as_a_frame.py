"""A text that looks like a frame of the chat is relayed as one, so anybody can speak for others."""

import json

from server.dialects import plain
from server.events import Event, Said


def bend() -> None:
    sound = plain.encode

    def encode(event: Event) -> bytes:
        if isinstance(event, Said):
            try:
                fields = json.loads(event.text)
            except ValueError:
                return sound(event)
            if isinstance(fields, dict) and "sender" in fields:
                return event.text.encode()
        return sound(event)

    plain.encode = encode
