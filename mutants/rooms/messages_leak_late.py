"""A moment after it was said, a message is heard in the other rooms too."""

from mutants.publishing import publish_again
from server.core.events import PublicMessage


def bend() -> None:
    publish_again(
        lambda chat, room, event: (
            {*chat._topics} - {room} if isinstance(event, PublicMessage) else []
        ),
        0.05,
    )
