"""Whatever dialect is asked for, that of the address is spoken."""

from server import handshake


def bend() -> None:
    handshake.negotiate = lambda request, spoken: None
