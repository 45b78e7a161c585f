"""A reader who takes nothing is cut off without being told why."""

from server.ws.close_codes import CloseCode
from server.ws.connection import Connection


def bend() -> None:
    sound = Connection._cut

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            self.abort(code, reason)
        sound(self, code, reason)

    Connection._cut = cut  # type: ignore[method-assign]
