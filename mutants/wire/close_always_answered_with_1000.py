"""A Close is answered with 1000, whatever code it bears."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection


def bend() -> None:
    sound = Connection._answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    Connection._answer_close = answer_close  # type: ignore[method-assign]
