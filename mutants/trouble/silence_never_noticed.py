"""A line that has fallen silent is never given up."""

from server.ws.registry import ConnectionRegistry


def bend() -> None:
    sound = ConnectionRegistry._look

    def look(self: ConnectionRegistry) -> None:
        self._idle_timeout = 0
        sound(self)

    ConnectionRegistry._look = look  # type: ignore[method-assign]
