"""Readers are written to one after the other; what still waits when the server stops is dropped."""

import asyncio

from mutants.sending import send_to_each
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.write_batch import WriteBatch


def bend() -> None:
    def look(self: WriteBatch) -> None:
        readers, self._flushables, self.has_begun = self._flushables, [], False
        for sequence, reader in enumerate(readers):
            asyncio.get_running_loop().call_later(0.05 * sequence, reader.flush)

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        self._drop_pending()
        self._cut(code, reason)

    send_to_each()
    WriteBatch._look = look  # type: ignore[method-assign]
    Connection.close = close  # type: ignore[method-assign]
