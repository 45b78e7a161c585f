"""Every message is sent twice."""

from mutants.publishing import publish_to
from server.core.events import PublicMessage


def bend() -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, PublicMessage) else 1))
