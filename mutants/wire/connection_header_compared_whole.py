"""A Connection header that lists more than the upgrade is not understood."""

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        if "," in request.headers.get(hdrs.CONNECTION, ""):
            raise handshake.UpgradeRequired("Connection: Upgrade is missing.")
        return sound(request, protocols)

    handshake.check = check
