"""The answer to a ping is not taken for a sign of life, so a listener is cut off."""

from server.ws.connection import Connection
from server.ws.frames import PONG


def bend() -> None:
    sound = Connection.data_received

    def data_received(self: Connection, data: bytes) -> None:
        before = self.was_heard
        sound(self, data)
        if data[0] & 0x0F == PONG:
            self.was_heard = before

    Connection.data_received = data_received  # type: ignore[method-assign]
