"""A text that reads like a notice is sent as one."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event, PublicMessage, UserLeft


def bend() -> None:
    def taken(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            match event:
                case PublicMessage(_, text, sequence) if text.endswith(" left the chat"):
                    return sound(UserLeft(text.removesuffix(" left the chat"), sequence))
            return sound(event)

        return encode

    encode_with(taken)
