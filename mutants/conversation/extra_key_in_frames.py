"""Every frame has a key more than it should."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event


def bend() -> None:
    def longer(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            text = sound(event)
            return text[:-1] + b',"version":1}' if text and text.endswith(b"}") else text

        return encode

    encode_with(longer)
