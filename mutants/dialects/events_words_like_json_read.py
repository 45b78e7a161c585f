"""In events words in quotes are told without them."""

from dataclasses import replace

from mutants.encoding import Encode, encode_with
from server.core.events import Event, PublicMessage
from server.dialects.events import EVENTS


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=event.text.strip('"') or event.text)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)
