"""Whoever is answered alone hears twice what was said to all in the same moment."""

from server.ws.fan_out import Audience, Reader


def bend() -> None:
    sound = Audience.catch_up

    def catch_up(self: Audience, reader: Reader) -> None:
        before = dict(self._ahead)
        sound(self, reader)
        self._ahead = before

    Audience.catch_up = catch_up  # type: ignore[method-assign]
