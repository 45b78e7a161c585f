"""In envelopes words are told as if they stood in a page."""

import html
from dataclasses import replace

from mutants.encoding import Encode, encode_with
from server.core.events import Event, PublicMessage
from server.dialects.envelope import ENVELOPE


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                event = replace(event, text=html.escape(event.text))
            return sound(event)

        return encode

    encode_with(bent, ENVELOPE)
