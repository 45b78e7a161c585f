"""Each line is asked for a sign of life only once."""

from server.ws.connection import Connection


def bend() -> None:
    sound = Connection.ping

    def ping(self: Connection) -> None:
        if self.last_pinged == self.opened_at:
            sound(self)

    Connection.ping = ping  # type: ignore[method-assign]
