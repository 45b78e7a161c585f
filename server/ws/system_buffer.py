"""Bytes that wait for a peer in the system's buffer of its connection."""

import asyncio
import fcntl
import sys
import termios


def unsent_size(transport: asyncio.Transport) -> int:
    """Return the bytes that the system still has to send; 0 where it does not say."""
    socket = transport.get_extra_info("socket")
    if socket is None or socket.fileno() < 0:
        return 0
    try:
        size = fcntl.ioctl(socket.fileno(), termios.TIOCOUTQ, bytes(4))
    except OSError:
        return 0
    return int.from_bytes(size, sys.byteorder)
