"""What is refused is counted as a message all the same."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.events import Event, Refused


def bend() -> None:
    sound = Chat._tell

    def tell(self: Chat, guests: tuple[Guest, ...], event: Event) -> None:
        self.counts.messages += isinstance(event, Refused)
        sound(self, guests, event)

    Chat._tell = tell  # type: ignore[method-assign]
