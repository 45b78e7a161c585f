"""A Close is answered with 1000, whatever code it bears."""

from server.closecodes import CloseCode
from server.connection import Connection


def bend() -> None:
    sound = Connection._answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    Connection._answer_close = answer_close  # type: ignore[method-assign]
