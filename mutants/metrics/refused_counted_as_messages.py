"""What is refused is counted as a message all the same."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.events import Event, Rejected


def bend() -> None:
    sound = ChatService._send_to

    def tell(self: ChatService, clients: tuple[Client, ...], event: Event) -> None:
        self.counters.messages += isinstance(event, Rejected)
        sound(self, clients, event)

    ChatService._send_to = tell  # type: ignore[method-assign]
