"""A line that has fallen silent is never given up."""

from server.ws.registry import Connections


def bend() -> None:
    sound = Connections._look

    def look(self: Connections) -> None:
        self._idle_timeout = 0
        sound(self)

    Connections._look = look  # type: ignore[method-assign]
