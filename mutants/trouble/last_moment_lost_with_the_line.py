"""What was said to all just before somebody is thrown out does not reach them."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection


def bend() -> None:
    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        self._write_pending()
        self._cut(code, reason)

    Connection.close = close  # type: ignore[method-assign]
