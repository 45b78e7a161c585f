"""The answer to a handshake's key is in lower case."""

from server.ws import handshake


def bend() -> None:
    sound = handshake._accept
    handshake._accept = lambda request: sound(request).lower()
