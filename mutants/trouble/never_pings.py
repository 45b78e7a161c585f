"""Nobody is asked for a sign of life, so whoever is only quiet is cut off."""

from server.ws.connection import Connection


def bend() -> None:
    def ping(self: Connection) -> None:
        self.last_pinged = self.now()

    Connection.ping = ping  # type: ignore[method-assign]
