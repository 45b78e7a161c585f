"""A Close is not answered; the line is just ended."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.send_queue import ConnectionState


def bend() -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.flush()
        self._enter(ConnectionState.CLOSED, code or CloseCode.NO_STATUS, reason)
        self._transport.close()

    Connection._answer_close = answer_close  # type: ignore[method-assign]
