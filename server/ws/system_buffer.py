"""Bytes of a connection that wait in the system's buffers: to be sent, or to be read."""

import asyncio
import fcntl
import sys
import termios


def unsent_size(transport: asyncio.Transport) -> int:
    """Return the bytes that the system still has to send; 0 where it does not say."""
    return _size(transport, termios.TIOCOUTQ)


def unread_size(transport: asyncio.Transport) -> int:
    """Return the bytes that have arrived and were not read; 0 where the system does not say."""
    return _size(transport, termios.FIONREAD)


def _size(transport: asyncio.Transport, request: int) -> int:
    socket = transport.get_extra_info("socket")
    if socket is None or socket.fileno() < 0:
        return 0
    try:
        size = fcntl.ioctl(socket.fileno(), request, bytes(4))
    except OSError:
        return 0
    return int.from_bytes(size, sys.byteorder)
