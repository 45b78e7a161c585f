"""What happens in a room is heard in every room whose name begins like its own."""

from mutants.publishing import publish_to


def bend() -> None:
    publish_to(lambda chat, room, _event: (name for name in chat._topics if name.startswith(room)))
