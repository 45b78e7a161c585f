"""In events a refusal is a bare text, as in envelopes."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event, Rejected
from server.dialects.events import EVENTS


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return event.sentence.encode() if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, EVENTS)
