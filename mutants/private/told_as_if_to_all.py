"""Whoever is told something alone is not told that they alone are."""

from mutants.encoding import encode_with
from server.core.events import PrivateMessage, PublicMessage
from server.dialects.events import EVENTS


def bend() -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                PublicMessage(event.name, event.text, event.sequence)
                if isinstance(event, PrivateMessage)
                else event
            )
        ),
        EVENTS,
    )
