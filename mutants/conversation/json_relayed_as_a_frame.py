"""A text that looks like a frame of the chat is relayed as one, so anybody can speak for others."""

import json

from mutants.encoding import Encode, encode_with
from server.core.events import Event, PublicMessage


def bend() -> None:
    def relayed(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                try:
                    fields = json.loads(event.text)
                except ValueError:
                    return sound(event)
                if isinstance(fields, dict) and {"sender", "nickname", "username"} & set(fields):
                    return event.text.encode()
            return sound(event)

        return encode

    encode_with(relayed)
