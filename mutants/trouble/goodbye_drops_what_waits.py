"""Readers are written to one after the other; what still waits when the server stops is dropped."""

import asyncio

from server.closecodes import CloseCode
from server.connection import Connection, Turn


def bend() -> None:
    def flush(self: Turn) -> None:
        waiting, self._waiting = self._waiting, []
        for place, connection in enumerate(waiting):
            asyncio.get_running_loop().call_later(0.05 * place, connection.flush)

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        self._drop_pending()
        self._cut(code, reason)

    Turn._flush = flush  # type: ignore[method-assign]
    Connection.close = close  # type: ignore[method-assign]
