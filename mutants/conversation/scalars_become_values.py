"""A text that is a number, null, true or a quoted string becomes that value in JSON."""

import json

from mutants.encoding import Encode, encode_with
from server.core.events import Event, PublicMessage
from server.dialects.json import to_json


def bend() -> None:
    def valued(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            whole = sound(event)
            if whole and isinstance(event, PublicMessage):
                try:
                    value = json.loads(event.text)
                except ValueError:
                    return whole
                if not isinstance(value, dict | list):
                    return whole.replace(to_json(event.text), to_json(value))
            return whole

        return encode

    encode_with(valued)
