"""A moment after it was said, a message is heard in the other rooms too."""

from mutants.publishing import publish_again
from server.core.events import Said


def bend() -> None:
    publish_again(
        lambda chat, room, event: {*chat._topics} - {room} if isinstance(event, Said) else [], 0.05
    )
