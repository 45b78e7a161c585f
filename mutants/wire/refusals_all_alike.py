"""Whatever is refused in events, the code says that the message is bad."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event, Rejected, RejectionReason
from server.dialects.events import EVENTS


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, Rejected):
                event = Rejected(RejectionReason.BAD_MESSAGE, event.sentence, event.at)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)
