"""In envelopes an arrival bears words, where there should be none."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event, UserJoined
from server.dialects.envelope import ENVELOPE


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            text = sound(event)
            if text and isinstance(event, UserJoined):
                return text.replace(b'"message":""', b'"message":"joined the chat"')
            return text

        return encode

    encode_with(bent, ENVELOPE)
