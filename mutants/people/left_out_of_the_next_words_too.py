"""Whoever is left out of a notice, as of their own arrival, is left out of the next words too."""

from server.ws.fan_out import FanOut


def bend() -> None:
    sound = FanOut.flush

    def flush(self: FanOut) -> None:
        offsets = self._offsets
        sound(self)
        self._offsets = offsets

    FanOut.flush = flush  # type: ignore[method-assign]
