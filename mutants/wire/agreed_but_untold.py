"""The dialect that was asked for is spoken, but not agreed to in the handshake."""

from server.ws import handshake


def bend() -> None:
    sound = handshake.check
    handshake.check = lambda request, *_protocols: sound(request)
