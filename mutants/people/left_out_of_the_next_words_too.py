"""Whoever is left out of a notice, as of their own arrival, is left out of the next words too."""

from server.ws.fan_out import Audience


def bend() -> None:
    sound = Audience.flush

    def flush(self: Audience) -> None:
        ahead = self._ahead
        sound(self)
        self._ahead = ahead

    Audience.flush = flush  # type: ignore[method-assign]
