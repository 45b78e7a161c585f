"""When the server stops, everybody is cut off without a word."""

from server.ws.registry import Connections


def bend() -> None:
    async def goodbye(self: Connections) -> None:
        self.is_draining = True
        for connection in self:
            connection.abort()

    Connections.goodbye = goodbye  # type: ignore[method-assign]
