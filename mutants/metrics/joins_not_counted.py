"""Nobody counts who comes."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.effects import Effect


def bend() -> None:
    sound = ChatService._join

    def join(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        joins = self.counters.joins
        effects = sound(self, client, name)
        self.counters.joins = joins
        return effects

    ChatService._join = join  # type: ignore[method-assign]
