"""The protocol of a connection between aiohttp and its WebSocket, for no time at all.

uvloop keeps what it called last to fill a buffer, for as long as the connection is open. Plain
functions, the same for all connections, cost an idle connection nothing.
"""

import asyncio


class Detached(asyncio.BufferedProtocol):
    """Reads nothing: another protocol takes its place before the event loop runs again."""

    @staticmethod
    def get_buffer(_sizehint: int) -> bytearray:
        """Return a buffer, as an event loop may ask for one at any time."""
        return bytearray(1)

    @staticmethod
    def buffer_updated(_nbytes: int) -> None:
        """Do nothing."""


DETACHED = Detached()
