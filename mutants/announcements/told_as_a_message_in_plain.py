"""In the plain dialect an announcement looks like a message of somebody called server."""

from mutants.encoding import Encode, encode_with
from server.core.events import Announced, Event, Said
from server.dialects.plain import PLAIN


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return sound(Said("server", event.text) if isinstance(event, Announced) else event)

        return encode

    encode_with(bent, PLAIN)
