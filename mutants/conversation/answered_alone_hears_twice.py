"""Whoever is answered alone hears twice what was said to all in the same moment."""

from server.ws.fan_out import FanOut, Reader


def bend() -> None:
    sound = FanOut.catch_up

    def catch_up(self: FanOut, reader: Reader) -> None:
        before = dict(self._offsets)
        sound(self, reader)
        self._offsets = before

    FanOut.catch_up = catch_up  # type: ignore[method-assign]
