"""HTTP clients that cost a server what it must not give: memory, or a connection for good."""

import contextlib
import socket
from collections.abc import Iterator

from alicebob.transport.address import Address

_LARGE_HEAD = 4 * 1024 * 1024  # bytes; far more than any server needs for its own requests
_MOST_REQUESTS = 64 * 1024 * 1024  # bytes of requests that are all taken and none of them read
_SMALL_BUFFER = 4096  # bytes that the system keeps for a client that does not read
_PIECE = 64 * 1024  # bytes


def is_closed_after_endless_head(address: Address, patience: float) -> bool:
    """Send a head that does not end; return whether the server closes, with or without an answer.

    Raises ``OSError`` if the server accepts no connection.
    """
    with address.connect(patience) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        return _cannot_send(connection, b"x" * _PIECE, _LARGE_HEAD) or is_closed(connection)


def is_closed_without_reading(address: Address, patience: float) -> bool:
    """Send requests and read no answer; return whether the server closes the connection.

    Raises ``OSError`` if the server accepts no connection.
    """
    request = f"GET / HTTP/1.1\r\nHost: {address.authority}\r\n\r\n".encode()
    requests = request * (_PIECE // len(request))
    with address.connect(patience, _SMALL_BUFFER) as connection:
        try:
            return _cannot_send(connection, requests, _MOST_REQUESTS)
        except TimeoutError:
            return False


@contextlib.contextmanager
def silent_connections(address: Address, count: int, patience: float) -> Iterator[None]:
    """Keep ``count`` TCP connections open that send nothing."""
    with contextlib.ExitStack() as connections:
        for _ in range(count):
            connections.enter_context(address.connect(patience))
        yield


def is_closed(connection: socket.socket) -> bool:
    """Read what comes; return whether the end comes in time."""
    try:
        while connection.recv(4096):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        pass  # reset: the server has closed it, too
    return True


def _cannot_send(connection: socket.socket, piece: bytes, most: int) -> bool:
    """Send ``piece`` again and again, ``most`` bytes in all; return whether the server hangs up
    before. Raises ``TimeoutError`` if it takes no more and does not hang up either."""
    try:
        for _ in range(most // len(piece)):
            connection.sendall(piece)
    except ConnectionError:
        return True
    return False
