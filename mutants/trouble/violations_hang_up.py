"""Whoever breaks the protocol is cut off without a Close."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection


def bend() -> None:
    def fail(self: Connection, code: CloseCode, reason: str) -> None:
        self.abort(code, reason)

    Connection._fail = fail  # type: ignore[method-assign]
