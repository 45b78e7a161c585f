"""Each arrival is told twice."""

from mutants.publishing import publish_to
from server.core.events import UserJoined


def bend() -> None:
    publish_to(lambda _all, room, event: [room] * (2 if isinstance(event, UserJoined) else 1))
