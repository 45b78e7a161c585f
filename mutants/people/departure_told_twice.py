"""Each departure is told twice."""

from mutants.publishing import publish_to
from server.core.events import UserLeft


def bend() -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, UserLeft) else 1))
