"""The key of a handshake is sent back as it came."""

from aiohttp import hdrs

from server.ws import handshake


def bend() -> None:
    sound = handshake._accept
    handshake._accept = lambda request: sound(request) and request.headers[hdrs.SEC_WEBSOCKET_KEY]
