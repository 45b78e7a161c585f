"""A private message that is sent again because of a lost line is told again."""

from mutants.remembering import remember_by
from server.core.events import ChatMessage, PrivateMessage


def bend() -> None:
    def key(room: str, message: ChatMessage) -> tuple[object, ...]:
        is_private = isinstance(message, PrivateMessage)
        return (id(message),) if is_private else (room, message.name, message.client_id)

    remember_by(key)
