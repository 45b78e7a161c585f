"""What is refused because its sender goes too fast is heard all the same."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Say
from server.core.rate_limiter import Pace


def bend() -> None:
    sound = Chat._hear_at_pace

    def hear_at_pace(self: Chat, guest: Guest, pace: Pace, texts: list[str]) -> None:
        decode = guest.dialect.decode
        for text in texts:
            refused = self.counts.refusals["rate-limited"]
            sound(self, guest, pace, [text])
            if self.counts.refusals["rate-limited"] > refused:
                self._obey(guest, Say(text) if decode is None else decode(text))

    Chat._hear_at_pace = hear_at_pace  # type: ignore[method-assign]
