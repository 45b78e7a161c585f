"""The word websocket in a handshake is understood in lower case only."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        if request.headers.get(hdrs.UPGRADE) not in (None, "websocket"):
            raise handshake.UpgradeRequired("Upgrade to websocket.")
        return sound(request, protocols)

    handshake.check = check
