"""When the server stops, it waits for each line to end before it tells the next."""

import asyncio

from server.ws.close_codes import CloseCode
from server.ws.registry import ConnectionRegistry


def bend() -> None:
    sound = ConnectionRegistry.shut_down

    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for connection in reversed(list(self)):
            connection.close(CloseCode.GOING_AWAY, "the server is going away")
            while connection in list(self):
                await asyncio.sleep(0.01)
        await sound(self)

    ConnectionRegistry.shut_down = shut_down  # type: ignore[method-assign]
