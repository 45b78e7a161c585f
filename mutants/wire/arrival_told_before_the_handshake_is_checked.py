"""An arrival is announced before the handshake is checked, so also of those who are turned away."""

from aiohttp import web

from server import handshake
from server.chat import CHAT
from server.events import Joined
from server.names import DEFAULT_ROOM


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        try:
            return sound(request, protocols)
        except web.HTTPException:
            joined = Joined(request.query.get("user", ""))
            request.app[CHAT].broadcaster.publish(DEFAULT_ROOM, joined)
            raise

    handshake.check = check
