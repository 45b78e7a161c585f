"""An arrival is announced before the seats are counted."""

from aiohttp import web

from server import handshake
from server.chat import CHAT
from server.events import Joined
from server.names import DEFAULT_ROOM
from server.websocket import CONNECTIONS


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        answer = sound(request, protocols)
        if request.app[CONNECTIONS].is_full:
            joined = Joined(request.query.get("user", ""))
            request.app[CHAT].broadcaster.publish(DEFAULT_ROOM, joined)
        return answer

    handshake.check = check
