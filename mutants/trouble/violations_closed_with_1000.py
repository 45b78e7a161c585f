"""Whoever breaks the protocol is told that all went well (1000)."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection


def bend() -> None:
    sound = Connection._fail

    def fail(self: Connection, code: CloseCode, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    Connection._fail = fail  # type: ignore[method-assign]
