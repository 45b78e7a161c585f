"""Nobody counts who comes."""

from server.chat import Chat
from server.core.effects import Delivery
from server.guest import Guest


def bend() -> None:
    sound = Chat._join

    def join(self: Chat, guest: Guest, name: str) -> list[Delivery[Guest]]:
        joins = self.counts.joins
        deliveries = sound(self, guest, name)
        self.counts.joins = joins
        return deliveries

    Chat._join = join  # type: ignore[method-assign]
