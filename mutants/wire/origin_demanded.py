"""Whoever is no browser, and so has no origin, may come in at one address alone."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        if hdrs.ORIGIN not in request.headers and request.path != "/chat":
            raise web.HTTPForbidden(text="Where do you come from?")
        return sound(request, protocols)

    handshake.check = check
