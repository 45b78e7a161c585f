"""A minimal server that answers one handshake and hands over the connection."""

import base64
import contextlib
import hashlib
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from alicebob.transport.address import Address

PATIENCE = 10.0  # seconds
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def answer_to(request: bytes) -> bytes:
    (key,) = (
        line.partition(b":")[2].strip()
        for line in request.split(b"\r\n")
        if line.lower().startswith(b"sec-websocket-key:")
    )
    accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
    lines = [b"HTTP/1.1 101 Switching Protocols", b"Upgrade: websocket", b"Connection: Upgrade"]
    return b"\r\n".join([*lines, b"Sec-WebSocket-Accept: " + accept, b"", b""])


@contextlib.contextmanager
def answering(
    answer: bytes | Callable[[bytes], bytes] = answer_to,
) -> Iterator[tuple[Address, "Future[socket.socket]"]]:
    """Start a server that answers one handshake, properly or with ``answer``."""

    def serve() -> socket.socket:
        connection, _ = server.accept()
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(4096)
        connection.sendall(answer if isinstance(answer, bytes) else answer(request))
        return connection

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as thread:
        connection = thread.submit(serve)
        yield Address("127.0.0.1", server.getsockname()[1]), connection
        connection.result(PATIENCE).close()
