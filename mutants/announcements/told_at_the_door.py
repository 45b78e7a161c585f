"""An announcement is told to those, too, who have not joined yet."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.effects import ToOne
from server.core.events import Announced
from server.web import chat_endpoints
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    on_init, announce = chat_endpoints.on_init, Chat.announce
    guests: list[Guest] = []

    def arrived(connection: Connection, visit: chat_endpoints.Visit) -> Action[chat_endpoints.Stay]:
        action = on_init(connection, visit)
        guests.append(action.state.guest)  # type: ignore
        return action

    def announced(self: Chat, text: str, only: str | None) -> list[str]:
        for guest in guests:
            if guest.room is None and guest.connection.is_open:
                self.deliver(guest.room_name, [ToOne(Announced(text, microseconds()), guest)])
        return announce(self, text, only)

    chat_endpoints.on_init = arrived
    Chat.announce = announced  # type: ignore[method-assign]
