"""Nobody counts who comes."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.effects import Delivery


def bend() -> None:
    sound = Chat._join

    def join(self: Chat, guest: Guest, name: str) -> list[Delivery[Guest]]:
        joins = self.counts.joins
        deliveries = sound(self, guest, name)
        self.counts.joins = joins
        return deliveries

    Chat._join = join  # type: ignore[method-assign]
