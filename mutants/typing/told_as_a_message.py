"""Those whose dialect has no word for typing are told of it as of a message."""

from mutants.encoding import encode_with
from server.brokers.places import microseconds
from server.dialects.envelope import ENVELOPE
from server.dialects.plain import PLAIN
from server.events import Said, Typing


def bend() -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                Said(event.name, "is typing", microseconds())
                if isinstance(event, Typing)
                else event
            )
        ),
        PLAIN,
        ENVELOPE,
    )
