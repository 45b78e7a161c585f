"""The sender of a message is shown in lower case."""

from server.dialects import plain
from server.events import Event, Said


def bend() -> None:
    sound = plain.encode

    def encode(event: Event) -> bytes:
        return sound(Said(event.name.lower(), event.text) if isinstance(event, Said) else event)

    plain.encode = encode
