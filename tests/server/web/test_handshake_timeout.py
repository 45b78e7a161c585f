"""A client that does not finish its request is disconnected; all others stay."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from server.config.settings import Settings
from server.web import tls
from server.web.echo import echo
from server.web.listener import Runner, Site
from server.ws.frames import TEXT
from tests.server.support.certificates import Pair
from tests.server.support.client_frames import masked
from tests.server.support.serving import HANDSHAKE, application, knocking

TIMEOUT = 0.1  # seconds for a request's head
HEAD = "\r\n".join(["GET / HTTP/1.1", *(f"{k}: {v}" for k, v in HANDSHAKE.items()), "", ""])
PAGE = b"GET /page HTTP/1.1\r\nHost: chat.localhost\r\n\r\n"

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def page(_request: web.Request) -> web.Response:
    return web.Response(text="page")


@contextlib.asynccontextmanager
async def server_with_timeout(
    timeout: float = TIMEOUT, context: ssl.SSLContext | None = None
) -> AsyncIterator[Runner]:
    """A server with a short handshake timeout."""
    app = application(echo, Settings(handshake_timeout=timeout))
    app.router.add_get("/page", page)
    runner = Runner(app, access_log=None)
    await runner.setup()
    await Site(runner, "127.0.0.1", 0, context).start()
    try:
        yield runner
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def line_to(runner: Runner) -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection(*runner.addresses[0])
    try:
        yield reader, writer
    finally:
        writer.close()


async def is_hung_up_on(line: Streams) -> bool:
    """Returns when the server has ended the line; whether it said nothing before."""
    try:
        return await line[0].read() == b""
    except ConnectionResetError:
        return True


async def somebody_is_hung_up_on(runner: Runner) -> None:
    """Returns when somebody who said nothing, and came now, is hung up on."""
    async with line_to(runner) as line:
        assert await is_hung_up_on(line)


@pytest.mark.parametrize(
    "said",
    ["", "G", "GET /chat HTT", "GET / HTTP/1.1\r\nHo", HEAD[:-2], HEAD[:-1], "\r\n\r\n"],
    ids=["nothing", "a letter", "half a line", "half a header", "no end", "half an end", "blanks"],
)
async def test_who_does_not_finish_a_request_is_hung_up_on(said: str) -> None:
    async with server_with_timeout() as runner, line_to(runner) as line:
        line[1].write(said.encode())
        assert await is_hung_up_on(line)


async def test_a_byte_now_and_then_is_not_enough() -> None:
    async with server_with_timeout() as runner, line_to(runner) as (reader, writer):

        async def trickle() -> None:
            writer.write(b"GET / HTTP/1.1\r\nX: ")
            while True:
                writer.write(b"x")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.Event().wait(), TIMEOUT / 10)

        trickling = asyncio.create_task(trickle())
        assert await is_hung_up_on((reader, writer))
        trickling.cancel()


async def test_a_websocket_stays() -> None:
    async with server_with_timeout() as runner, knocking(runner.addresses[0][1]) as peer:
        await somebody_is_hung_up_on(runner)
        peer.send(masked(TEXT, b"still here"))
        assert await peer.frame() == (TEXT, b"still here")


async def test_a_line_that_is_kept_alive_stays() -> None:
    async with server_with_timeout() as runner, line_to(runner) as (reader, writer):
        writer.write(PAGE)
        await reader.readuntil(b"page")
        await somebody_is_hung_up_on(runner)
        writer.write(PAGE)
        assert (await reader.readuntil(b"page")).startswith(b"HTTP/1.1 200")


async def test_who_finishes_in_time_is_answered() -> None:
    async with server_with_timeout(timeout=10.0) as runner, line_to(runner) as (reader, writer):
        writer.write(PAGE[:20])
        await writer.drain()
        writer.write(PAGE[20:])
        assert (await reader.readuntil(b"page")).startswith(b"HTTP/1.1 200")


async def test_nothing_is_kept_of_those_who_are_gone_or_let_in() -> None:
    async with server_with_timeout() as runner, knocking(runner.addresses[0][1]):
        await somebody_is_hung_up_on(runner)
        keeper = runner._handshake_timeout_watch
        assert keeper is not None
        keeper.poll()
        assert (keeper._waiting_since, runner.server and runner.server.connections) == ({}, [])


async def test_without_a_timeout_no_connection_is_closed() -> None:
    async with server_with_timeout(timeout=0.0) as runner:
        assert runner._handshake_timeout_watch is None


async def test_a_silent_handshake_of_tls_is_hung_up_on(pair: Pair) -> None:
    context = tls.context(pair.certificate, pair.key)
    async with server_with_timeout(context=context) as runner, line_to(runner) as line:
        assert await is_hung_up_on(line)


async def test_silence_behind_the_handshake_of_tls_is_hung_up_on(pair: Pair) -> None:
    trusting = ssl.create_default_context(cafile=pair.certificate)
    async with server_with_timeout(context=tls.context(pair.certificate, pair.key)) as runner:
        line = await asyncio.open_connection(*runner.addresses[0], ssl=trusting)
        assert await is_hung_up_on(line)
        line[1].close()
