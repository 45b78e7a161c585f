"""Bytes of a connection that its reader has no room for."""

import asyncio
import fcntl
import sys

_SIOCOUTQNSD = 0x894B  # of Linux: the bytes that were not sent yet


def untaken_size(transport: asyncio.WriteTransport) -> int:
    """Return the bytes that wait on this side until the reader reads."""
    waiting = transport.get_write_buffer_size()
    socket = transport.get_extra_info("socket")
    if socket is None or socket.fileno() < 0:
        return waiting
    unsent = fcntl.ioctl(socket.fileno(), _SIOCOUTQNSD, bytes(4))
    return waiting + int.from_bytes(unsent, sys.byteorder)
