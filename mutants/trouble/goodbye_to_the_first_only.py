"""When the server stops, it waits for each line to end before it tells the next."""

import asyncio

from server.ws.close_codes import CloseCode
from server.ws.registry import Connections


def bend() -> None:
    sound = Connections.goodbye

    async def goodbye(self: Connections) -> None:
        self.is_draining = True
        for connection in reversed(list(self)):
            connection.close(CloseCode.GOING_AWAY, "the server is going away")
            while connection in list(self):
                await asyncio.sleep(0.01)
        await sound(self)

    Connections.goodbye = goodbye  # type: ignore[method-assign]
