"""Every version of the WebSocket protocol is accepted."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        headers = request.headers.copy()
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        return sound(request.clone(headers=headers), protocols)

    handshake.check = check
