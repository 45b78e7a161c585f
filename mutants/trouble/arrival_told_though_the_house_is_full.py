"""An arrival is announced before the seats are counted."""

from aiohttp import web

from mutants.notices import announce_join
from server.chat.service import CHAT
from server.ws import handshake
from server.ws.handler import CONNECTIONS


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        answer = sound(request, protocols)
        if protocols and request.app[CONNECTIONS].is_full:  # when it is looked at to be answered
            announce_join(request.app[CHAT], request.query.get("user", ""))
        return answer

    handshake.check = check
