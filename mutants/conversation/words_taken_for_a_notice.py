"""A text that reads like a notice is sent as one."""

from mutants.encoding import Encode, encode_with
from server.core.events import Event, Left, Said


def bend() -> None:
    def taken(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            match event:
                case Said(_, text, place) if text.endswith(" left the chat"):
                    return sound(Left(text.removesuffix(" left the chat"), place))
            return sound(event)

        return encode

    encode_with(taken)
