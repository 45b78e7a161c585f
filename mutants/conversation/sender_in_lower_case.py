"""The sender of a message is shown in lower case."""

from dataclasses import replace

from mutants.encoding import encode_with
from server.core.events import PublicMessage


def bend() -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                replace(event, name=event.name.lower())
                if isinstance(event, PublicMessage)
                else event
            )
        )
    )
