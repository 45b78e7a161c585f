"""A real server on a free port, and a client that speaks to it in plain bytes."""

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from server.config.settings import Settings
from server.web.app import add_websockets
from server.web.listener import Runner, Site

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

Headers = Mapping[str, str | None]
PROPERLY: Headers = {}
HANDSHAKE: Headers = {
    "Host": "chat.localhost",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


def application(handler: Handler, settings: Settings | None = None) -> web.Application:
    """An application with nothing but one WebSocket address, ``/``."""
    app = web.Application()
    add_websockets(app, settings or Settings())
    app.router.add_get("/", handler)
    return app


@contextlib.asynccontextmanager
async def serving(
    app: web.Application, context: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Serve ``app`` and give its port. At the end the server is shut down."""
    runner = Runner(app, access_log=None)
    await runner.setup()
    await Site(runner, "127.0.0.1", 0, context).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@dataclass
class Peer:
    """A client after the answer to its request."""

    status: int
    headers: Mapping[str, str]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def frame(self) -> tuple[int, bytes]:
        """The opcode and the payload of the next frame."""
        first, second = await self.reader.readexactly(2)
        size = second & 0x7F
        if size >= 126:
            size = int.from_bytes(await self.reader.readexactly(2 if size == 126 else 8))
        return first & 0x0F, await self.reader.readexactly(size)

    async def rest(self) -> bytes:
        """Return all bytes until the server closes the connection."""
        return await self.reader.read()

    def hang_up(self) -> None:
        """Close the TCP connection in good order (FIN)."""
        self.writer.close()

    def vanish(self) -> None:
        """Close the TCP connection as a crash does (RST)."""
        line: socket.socket = self.writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@contextlib.asynccontextmanager
async def knocking(
    port: int,
    path: str = "/",
    changes: Headers = PROPERLY,
    early: bytes = b"",
    context: ssl.SSLContext | None = None,
) -> AsyncIterator[Peer]:
    """Sends a handshake, with ``changes`` to its headers (None: without it), and ``early`` after
    it in the same packet; over TLS if there is a ``context``."""
    headers = {**HANDSHAKE, **changes}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    request = "\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""])
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    try:
        writer.write(request.encode("latin-1") + early)
        yield Peer(*await _read_head(reader), reader, writer)
    finally:
        writer.close()


@contextlib.asynccontextmanager
async def meeting(
    app: web.Application, changes: Headers = PROPERLY, early: bytes = b""
) -> AsyncIterator[Peer]:
    """Serves ``app``, with one client at it."""
    async with serving(app) as port, knocking(port, "/", changes, early) as peer:
        yield peer


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, Mapping[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status_line, *lines = head.strip().split("\r\n")
    fields = (line.partition(": ") for line in lines)
    return int(status_line.split()[1]), {name.lower(): value for name, _, value in fields}
