"""Handshakes that are wrong in one way, written byte for byte (RFC 6455 §4.2.1)."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from alicebob.transport.address import Address
from alicebob.transport.hostile import is_closed
from alicebob.transport.http import ANSWER_PATIENCES, Response
from alicebob.transport.raw_frames import CLOSE, PING, TEXT, behind_close, masked

_PROPER = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
ACCEPTED = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="  # the answer to that key, as RFC 6455 §1.3 works it out


@dataclass(frozen=True, slots=True)
class RawHandshake:
    """A request to upgrade, by its difference from a valid one.

    A header that is None is left out, and one of several lines appears once for each of them.
    """

    headers: Mapping[str, str | None] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""

    def request(self, address: Address, path: str) -> bytes:
        """Return the request for ``path``. ``{port}`` in a header is the server's port."""
        port = str(address.port)
        origin = {} if address.origin is None else {"Origin": address.origin}
        every = {**origin, **dict(address.headers)}
        headers = {"Host": address.authority, **every, **_PROPER, **self.headers}
        lines = [
            f"{name}: {line.replace('{port}', port)}"
            for name, value in headers.items()
            if value is not None
            for line in value.splitlines()
        ]
        head = "\r\n".join([f"{self.method} {address.base}{path} HTTP/1.1", *lines, "", ""])
        return head.encode() + self.body


HANDSHAKES: dict[str, RawHandshake] = {
    "properly": RawHandshake(),
    "with other letter cases": RawHandshake(
        {"Upgrade": "WebSocket", "Connection": "keep-alive, upgrade"}
    ),
    "with Connection on two lines": RawHandshake({"Connection": "keep-alive\nUpgrade"}),
    "that lists another protocol, too": RawHandshake({"Upgrade": "h2c, websocket"}),
    "for an IP address": RawHandshake({"Host": "127.0.0.1:{port}"}),
    "without a key": RawHandshake({"Sec-WebSocket-Key": None}),
    "with a key that is too short": RawHandshake({"Sec-WebSocket-Key": "c2hvcnQ="}),
    "with a key that is no base64": RawHandshake({"Sec-WebSocket-Key": "*" * 24}),
    "with two keys": RawHandshake(
        {"Sec-WebSocket-Key": f"{_PROPER['Sec-WebSocket-Key']}\nAAAAAAAAAAAAAAAAAAAAAA=="}
    ),
    "with a body": RawHandshake({"Content-Length": "5"}, body=b"hello"),
    "without a version": RawHandshake({"Sec-WebSocket-Version": None}),
    "with version 8": RawHandshake({"Sec-WebSocket-Version": "8"}),
    "with version 99": RawHandshake({"Sec-WebSocket-Version": "99"}),
    "without Upgrade": RawHandshake({"Upgrade": None}),
    "without Connection": RawHandshake({"Connection": "keep-alive"}),
    "by POST": RawHandshake({"Content-Length": "0"}, method="POST"),
    "properly, with a message right behind it": RawHandshake(body=masked(TEXT, b"Too early")),
    "for another host": RawHandshake(
        {"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}
    ),
}
"""Handshakes by the words of the features."""


def ask(address: Address, path: str, handshake: RawHandshake, patience: float) -> Response:
    """Return the response to a handshake. Raises ``OSError`` if there is none."""
    with address.connect(ANSWER_PATIENCES * patience) as connection:
        connection.sendall(handshake.request(address, path))
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(4096)
            if not piece:
                raise ConnectionError("the connection ended before the response did")
            head += piece
    return _read_head(head.partition(b"\r\n\r\n")[0].decode("latin-1"))


def is_closed_after_close(address: Address, path: str, patience: float) -> bool:
    """Return whether the server closes TCP after both Close frames (RFC 6455 §7.1.1)."""
    with address.connect(ANSWER_PATIENCES * patience) as connection:
        connection.sendall(RawHandshake().request(address, path))
        connection.sendall(masked(CLOSE, (1000).to_bytes(2)))
        return is_closed(connection)


def sent_behind_close(address: Address, path: str, patience: float) -> bytes | None:
    """Return what the server sends after its answer to a Close frame, to a client that sends more
    behind its own, in a room in which another client keeps talking; None if there is no answer.

    Both clients connect at ``path``. Raises ``OSError`` if the server does not close the
    connection.
    """
    late = masked(TEXT, b"Too late") + masked(PING, b"too late")
    with address.connect(patience) as leaving, address.connect(patience) as talking:
        for connection in (leaving, talking):
            connection.sendall(RawHandshake().request(address, path))
        talking.sendall(_TALK)
        leaving.sendall(masked(CLOSE, (1000).to_bytes(2)) + late)
        talking.sendall(_TALK)
        answer = b"".join(iter(lambda: leaving.recv(4096), b""))
        talking.sendall(masked(CLOSE, (1000).to_bytes(2)))
        is_closed(talking)
    return behind_close(answer.partition(b"\r\n\r\n")[2])


_TALK = b"".join(masked(TEXT, b"talk %d" % number) for number in range(50))


UNFINISHED = {
    "nothing": b"",
    "half a method": b"GE",
    "the first line": b"GET /chat?user=Slow HTTP/1.1\r\n",
    "a header": b"GET /chat?user=Slow HTTP/1.1\r\nHost: localhost\r\n",
    "all but the end": b"GET /chat?user=Slow HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
}
"""The beginnings of handshakes that a client never finishes."""


def unfinished_handshakes(address: Address, patience: float) -> list[str]:
    """Start every handshake of ``UNFINISHED``; return those whose connection the server does not
    close, with or without a response. Raises ``OSError`` if the server accepts no connection."""
    with contextlib.ExitStack() as connections:
        started = {}
        for what, beginning in UNFINISHED.items():
            connection = started[what] = connections.enter_context(
                address.connect(ANSWER_PATIENCES * patience)
            )
            connection.sendall(beginning)
        return [what for what, connection in started.items() if not is_closed(connection)]


def _read_head(head: str) -> Response:
    status_line, *lines = head.split("\r\n")
    fields = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return Response(int(status_line.split()[1]), headers, "")
