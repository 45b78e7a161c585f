"""A handshake without a proper key is accepted."""

import base64
import hashlib

from aiohttp import hdrs, web

from server.ws import handshake


def bend() -> None:
    def accept(request: web.Request) -> str:
        key = request.headers.get(hdrs.SEC_WEBSOCKET_KEY, "")
        return base64.b64encode(hashlib.sha1(key.encode() + handshake._GUID).digest()).decode()

    handshake._accept = accept
