"""When the server stops, everybody is cut off without a word."""

from server.ws.registry import ConnectionRegistry


def bend() -> None:
    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for connection in self:
            connection.abort()

    ConnectionRegistry.shut_down = shut_down  # type: ignore[method-assign]
