"""Whatever is refused in events, the code says that the message is bad."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event, Refusal, Refused
from server.dialects.events import EVENTS


def bend() -> None:
    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, Refused):
                event = Refused(Refusal.BAD_MESSAGE, event.sentence, event.at)
            return sound(event)

        return encode

    encode_with(bent, EVENTS)
