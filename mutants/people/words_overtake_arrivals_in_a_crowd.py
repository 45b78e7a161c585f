"""In a large crowd, the words of whoever arrives overtake the news that they have arrived."""

import asyncio

from server.ws import fan_out
from server.ws.fan_out import FanOut, Reader


def bend() -> None:
    sound = FanOut.send

    def send(
        self: FanOut, text: bytes, exclude: Reader | None = None, is_urgent: bool = True
    ) -> int:
        if is_urgent or len(self) * fan_out.PATIENCE < fan_out.LEAST_PATIENCE:
            return sound(self, text, exclude, is_urgent)
        asyncio.get_running_loop().call_later(0.05, sound, self, text, exclude)
        return len(self)

    FanOut.send = send  # type: ignore[method-assign]
