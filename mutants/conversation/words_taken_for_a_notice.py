"""A text that reads like a notice is sent as one."""

from server.dialects import plain
from server.events import Event, Left, Said


def bend() -> None:
    sound = plain.encode

    def encode(event: Event) -> bytes:
        match event:
            case Said(_, text) if text.endswith(" left the chat"):
                return sound(Left(text.removesuffix(" left the chat")))
            case _:
                return sound(event)

    plain.encode = encode
