"""A client that does not finish its request, or take its answer, is disconnected; others stay."""

import asyncio
import contextlib
import ssl

import pytest

from server.config.settings import Settings
from server.web import tls
from server.web.listener import Runner
from server.ws.frames import TEXT
from server.ws.handshake import HANDSHAKE_REJECTIONS, HandshakeRejection
from tests.server.support.certificates import Pair
from tests.server.support.client_frames import masked
from tests.server.support.http_clients import (
    LARGE,
    LARGE_PAGE,
    PAGE,
    is_hung_up_on,
    limited_server,
    line_to,
    size_of_rest,
)
from tests.server.support.serving import HANDSHAKE, knocking

TIMEOUT = 0.1  # seconds for a request
HEAD = "\r\n".join(["GET / HTTP/1.1", *(f"{k}: {v}" for k, v in HANDSHAKE.items()), "", ""])
IMPATIENT = Settings(handshake_timeout=TIMEOUT)


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
    async with limited_server(IMPATIENT) as runner, line_to(runner) as line:
        line[1].write(said.encode())
        assert await is_hung_up_on(line)


async def test_a_byte_now_and_then_is_not_enough() -> None:
    async with limited_server(IMPATIENT) as runner, line_to(runner) as (reader, writer):

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
    async with limited_server(IMPATIENT) as runner, knocking(runner.addresses[0][1]) as peer:
        await somebody_is_hung_up_on(runner)
        peer.send(masked(TEXT, b"still here"))
        assert await peer.frame() == (TEXT, b"still here")


async def test_a_line_that_is_kept_alive_stays() -> None:
    async with limited_server(IMPATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(PAGE)
        await reader.readuntil(b"page")
        await somebody_is_hung_up_on(runner)
        writer.write(PAGE)
        assert (await reader.readuntil(b"page")).startswith(b"HTTP/1.1 200")


async def test_who_finishes_in_time_is_answered() -> None:
    async with limited_server(Settings()) as runner, line_to(runner) as (reader, writer):
        writer.write(PAGE[:20])
        await writer.drain()
        writer.write(PAGE[20:])
        assert (await reader.readuntil(b"page")).startswith(b"HTTP/1.1 200")


async def test_nothing_is_kept_of_those_who_are_gone_or_let_in() -> None:
    async with limited_server(IMPATIENT) as runner, knocking(runner.addresses[0][1]):
        await somebody_is_hung_up_on(runner)
        assert (len(runner.pending), list(runner.pending)) == (0, [])
        assert runner.server is not None
        assert runner.server.connections == []


@pytest.mark.parametrize("request_line", [b"/nowhere", b"/body"], ids=["unread", "read"])
async def test_a_body_that_does_not_end_is_hung_up_on(request_line: bytes) -> None:
    head = b"POST %s HTTP/1.1\r\nHost: chat.localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    async with limited_server(IMPATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(head % request_line + b"1\r\nx\r\n")
        assert b"bytes" not in await reader.read()


@pytest.mark.parametrize("requests", [LARGE_PAGE, LARGE_PAGE + PAGE * 1000], ids=["one", "many"])
async def test_who_takes_no_answer_is_hung_up_on(requests: bytes) -> None:
    async with limited_server(IMPATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(requests)
        await reader.readuntil(b"\r\n\r\n")  # and then nothing more
        await somebody_is_hung_up_on(runner)
        assert await size_of_rest(reader) < len(LARGE)


async def test_who_takes_no_last_answer_is_hung_up_on() -> None:
    request = LARGE_PAGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    async with limited_server(IMPATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(request)
        await reader.readuntil(b"\r\n\r\n")
        await somebody_is_hung_up_on(runner)
        assert await size_of_rest(reader) < len(LARGE)


async def test_without_a_timeout_a_request_may_take_a_minute() -> None:
    async with limited_server(Settings(handshake_timeout=0.0)) as runner:
        assert runner.pending.limits.timeout == 60.0


async def test_those_who_are_late_are_counted() -> None:
    async with limited_server(IMPATIENT) as runner:
        await somebody_is_hung_up_on(runner)
        assert runner.app[HANDSHAKE_REJECTIONS][HandshakeRejection.TIMEOUT] == 1


async def test_a_silent_handshake_of_tls_is_hung_up_on(pair: Pair) -> None:
    context = tls.context(pair.certificate, pair.key)
    async with limited_server(IMPATIENT, context) as runner, line_to(runner) as line:
        assert await is_hung_up_on(line)


async def test_silence_behind_the_handshake_of_tls_is_hung_up_on(pair: Pair) -> None:
    trusting = ssl.create_default_context(cafile=pair.certificate)
    async with limited_server(IMPATIENT, tls.context(pair.certificate, pair.key)) as runner:
        line = await asyncio.open_connection(*runner.addresses[0], ssl=trusting)
        assert await is_hung_up_on(line)
        line[1].close()
