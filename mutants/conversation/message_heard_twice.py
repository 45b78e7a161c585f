"""Every message is sent twice."""

from mutants.publishing import publish_to
from server.core.events import Said


def bend() -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, Said) else 1))
