"""A text with braces is taken for a template, and its sender is thrown out when it is none."""

from server.dialects import plain
from server.events import Event, Said


def bend() -> None:
    sound = plain.encode

    def encode(event: Event) -> bytes:
        return sound(Said(event.name, event.text.format()) if isinstance(event, Said) else event)

    plain.encode = encode
