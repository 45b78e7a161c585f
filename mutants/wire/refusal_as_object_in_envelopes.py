"""In envelopes a refusal is a JSON object, as in events."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event, Rejected
from server.dialects import events
from server.dialects.envelope import ENVELOPE


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return events.encode(event) if isinstance(event, Rejected) else sound(event)

        return encode

    encode_with(bent, ENVELOPE)
