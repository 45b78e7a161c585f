"""An announcement is told to those, too, who have not joined yet."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import SendToOne
from server.core.events import Announcement
from server.web import chat_endpoints
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    on_init, announce = chat_endpoints.on_init, ChatService.announce
    clients: list[Client] = []

    def arrived(
        connection: Connection, connect_request: chat_endpoints.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        action = on_init(connection, connect_request)
        clients.append(action.state.client)  # type: ignore
        return action

    def announced(self: ChatService, text: str, only: str | None) -> list[str]:
        for client in clients:
            if client.room is None and client.connection.is_open:
                self.apply_effects(
                    client.room_name, [SendToOne(Announcement(text, microseconds()), client)]
                )
        return announce(self, text, only)

    chat_endpoints.on_init = arrived
    ChatService.announce = announced  # type: ignore[method-assign]
