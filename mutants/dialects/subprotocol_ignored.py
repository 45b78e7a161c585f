"""Whatever dialect is asked for, that of the address is spoken."""

from server.ws import handshake


def bend() -> None:
    handshake.negotiate = lambda request, spoken: None
