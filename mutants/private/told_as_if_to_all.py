"""Whoever is told something alone is not told that they alone are."""

from mutants.encoding import encode_with
from server.core.events import Said, Whispered
from server.dialects.events import EVENTS


def bend() -> None:
    encode_with(
        lambda sound: (
            lambda event: sound(
                Said(event.name, event.text, event.place) if isinstance(event, Whispered) else event
            )
        ),
        EVENTS,
    )
