"""What is refused because its sender goes too fast is heard all the same."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import SendMessage
from server.core.rate_limiter import RateLimiter


def bend() -> None:
    sound = ChatService._receive_rate_limited

    def hear_at_pace(
        self: ChatService, client: Client, rate_limiter: RateLimiter, texts: list[str]
    ) -> None:
        decode = client.dialect.decode
        for text in texts:
            refused = self.counters.refusals["rate-limited"]
            sound(self, client, rate_limiter, [text])
            if self.counters.refusals["rate-limited"] > refused:
                self._apply(client, SendMessage(text) if decode is None else decode(text))

    ChatService._receive_rate_limited = hear_at_pace  # type: ignore[method-assign]
