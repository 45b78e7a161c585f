"""A key that somebody has used before is taken for a replay and refused."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:
    sound = handshake._accept
    used: dict[str, web.Request] = {}

    def accept(request: web.Request) -> str:
        key = request.headers.get(hdrs.SEC_WEBSOCKET_KEY, "")
        if used.setdefault(key, request) is not request:  # one handshake is looked at twice
            raise web.HTTPBadRequest(text="This key was used before.")
        return sound(request)

    handshake._accept = accept
