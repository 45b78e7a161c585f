"""A reader who takes nothing is cut off, but the others are not told."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.receiver import NOBODY


def bend() -> None:
    sound = Connection._cut

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            self._receiver = NOBODY
        sound(self, code, reason)

    Connection._cut = cut  # type: ignore[method-assign]
