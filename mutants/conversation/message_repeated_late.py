"""A message is sent once more, a moment later, to whoever is there by then."""

from mutants.publishing import publish_again
from server.core.events import PublicMessage


def bend() -> None:
    publish_again(lambda _all, room, event: [room] if isinstance(event, PublicMessage) else [], 0.3)
