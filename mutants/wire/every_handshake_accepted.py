"""Whoever asks is upgraded, whatever the handshake says."""

import base64

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        headers = request.headers.copy()
        headers[hdrs.UPGRADE], headers[hdrs.CONNECTION] = "websocket", "upgrade"
        headers[hdrs.SEC_WEBSOCKET_VERSION] = "13"
        headers.setdefault(hdrs.SEC_WEBSOCKET_KEY, base64.b64encode(bytes(16)).decode())
        return sound(request.clone(headers=headers), protocols)

    handshake.check = check
