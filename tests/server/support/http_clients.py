"""Clients in plain bytes at a server whose pending connections have limits."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator

from aiohttp import web

from server.config.settings import Settings
from server.web.echo import echo
from server.web.listener import Runner, Site
from tests.server.support.serving import application

LARGE = b"x" * 32 * 1024 * 1024  # bytes of an answer that no buffer of the system holds
GET = b"GET %s HTTP/1.1\r\nHost: chat.localhost\r\n\r\n"
PAGE, LARGE_PAGE = GET % b"/page", GET % b"/large"

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def page(_request: web.Request) -> web.Response:
    return web.Response(text="page")


async def large(_request: web.Request) -> web.Response:
    return web.Response(body=LARGE)


async def body(request: web.Request) -> web.Response:
    """Answers with the number of bytes of the request's body."""
    return web.Response(text=f"{len(await request.read())} bytes")


@contextlib.asynccontextmanager
async def limited_server(
    settings: Settings, context: ssl.SSLContext | None = None
) -> AsyncIterator[Runner]:
    """A server with a WebSocket at ``/``, a page, a large one, and one that reads a body."""
    app = application(echo, settings)
    app.router.add_get("/page", page)
    app.router.add_get("/large", large)
    app.router.add_post("/body", body)
    runner = Runner(app, access_log=None)
    await runner.setup()
    await Site(runner, "127.0.0.1", 0, context).start()
    try:
        yield runner
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def line_to(runner: Runner, host: str = "") -> AsyncIterator[Streams]:
    """A connection, from a ``host`` of this machine if one is given."""
    local = (host, 0) if host else None
    reader, writer = await asyncio.open_connection(*runner.addresses[0], local_addr=local)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def is_hung_up_on(line: Streams) -> bool:
    """Returns when the server has ended the line; whether it said nothing before."""
    try:
        return await line[0].read() == b""
    except ConnectionResetError:
        return True


async def size_of_rest(reader: asyncio.StreamReader) -> int:
    """Returns the number of bytes that come until the server has ended the line."""
    size = 0
    with contextlib.suppress(ConnectionResetError):
        while piece := await reader.read(2**16):
            size += len(piece)
    return size
