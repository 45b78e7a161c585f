"""A message is heard in every room."""

from mutants.publishing import publish_to
from server.core.events import PublicMessage


def bend() -> None:
    publish_to(
        lambda chat, room, event: chat._topics if isinstance(event, PublicMessage) else [room]
    )
