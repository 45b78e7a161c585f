"""In the plain dialect an announcement looks like a message of somebody called server."""

from mutants.encoding import Encode, encode_with
from server.core.events import Announcement, Event, PublicMessage
from server.dialects.plain import PLAIN


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            return sound(
                PublicMessage("server", event.text) if isinstance(event, Announcement) else event
            )

        return encode

    encode_with(bent, PLAIN)
