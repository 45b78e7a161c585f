"""When the server stops, everybody is told that all is over (1000), so nobody comes back."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection


def bend() -> None:
    sound = Connection.close

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        sound(self, CloseCode.NORMAL if code == CloseCode.GOING_AWAY else code, reason)

    Connection.close = close  # type: ignore[method-assign]
