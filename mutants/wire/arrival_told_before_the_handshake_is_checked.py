"""An arrival is announced before the handshake is checked, so also of those who are turned away."""

from aiohttp import web

from mutants.notices import announce_join
from server.chat.service import CHAT
from server.ws import handshake


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        try:
            return sound(request, protocols)
        except web.HTTPException:
            announce_join(request.app[CHAT], request.query.get("user", ""))
            raise

    handshake.check = check
