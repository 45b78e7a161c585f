"""Arrivals and departures are told in every room."""

from mutants.publishing import publish_to
from server.core.events import UserJoined, UserLeft


def bend() -> None:
    publish_to(
        lambda chat, room, event: (
            chat._topics if isinstance(event, UserJoined | UserLeft) else [room]
        )
    )
