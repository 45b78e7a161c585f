"""Those whose dialect has no word for typing are told of it as of a message."""

from mutants.encoding import encode_with
from server.core.clock import microseconds
from server.core.events import PublicMessage, TypingChanged
from server.dialects.envelope import ENVELOPE
from server.dialects.plain import PLAIN


def bend() -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                PublicMessage(event.name, "is typing", microseconds())
                if isinstance(event, TypingChanged)
                else event
            )
        ),
        PLAIN,
        ENVELOPE,
    )
