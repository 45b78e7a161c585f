"""The key of a handshake is sent back as it came."""

from server import handshake


def bend() -> None:
    sound = handshake._accept
    handshake._accept = lambda key: sound(key) and key
