"""Too many connections are no WebSockets: some give way, and a client that asks is served."""

import asyncio
import contextlib
import sys

import pytest

from server.config.settings import Settings
from server.web import tls
from server.web.listener import Runner
from server.ws.handshake import HANDSHAKE_REJECTIONS, HandshakeRejection
from tests.server.support.certificates import Pair
from tests.server.support.http_clients import (
    PAGE,
    Streams,
    is_hung_up_on,
    limited_server,
    line_to,
)
from tests.server.support.serving import HANDSHAKE, knocking

MOST = 3
NARROW = Settings(handshake_timeout=60.0, max_pending=MOST)
ELSEWHERE = "127.0.0.2"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a second local address")


async def ask(line: Streams) -> None:
    """Sends a request and reads its answer."""
    line[1].write(PAGE)
    assert (await line[0].readuntil(b"page")).startswith(b"HTTP/1.1 200")


async def somebody_is_served(runner: Runner) -> None:
    """Returns when a client that came now, and so after all others, is served."""
    async with line_to(runner) as line:
        await ask(line)


async def test_whoever_finishes_no_request_gives_way_first() -> None:
    async with (
        limited_server(NARROW) as runner,
        line_to(runner) as first,
        line_to(runner) as second,
        line_to(runner) as third,
    ):
        await somebody_is_served(runner)
        assert await is_hung_up_on(first)
        await ask(second)
        await ask(third)
        assert runner.app[HANDSHAKE_REJECTIONS][HandshakeRejection.PENDING] == 1


async def test_whoever_has_asked_last_gives_way_last() -> None:
    async with (
        limited_server(NARROW) as runner,
        line_to(runner) as first,
        line_to(runner) as second,
        line_to(runner),
    ):
        await ask(first)
        await ask(first)
        await somebody_is_served(runner)
        assert await is_hung_up_on(second)
        await ask(first)


@on_linux
async def test_the_address_that_has_most_gives_way_first() -> None:
    async with (
        limited_server(NARROW) as runner,
        line_to(runner, ELSEWHERE) as alone,
        line_to(runner) as first,
        line_to(runner),
    ):
        await somebody_is_served(runner)
        assert await is_hung_up_on(first)
        await ask(alone)


async def test_there_are_never_more() -> None:
    async with limited_server(NARROW) as runner, contextlib.AsyncExitStack() as lines:
        for _ in range(5 * MOST):
            await lines.enter_async_context(line_to(runner))
        await somebody_is_served(runner)
        assert len(runner.pending) <= MOST


async def test_a_websocket_does_not_count() -> None:
    async with limited_server(NARROW) as runner, contextlib.AsyncExitStack() as peers:
        for _ in range(5 * MOST):
            await peers.enter_async_context(knocking(runner.addresses[0][1]))
        assert len(runner.pending) == 0
        assert runner.app[HANDSHAKE_REJECTIONS][HandshakeRejection.PENDING] == 0


async def test_an_unfinished_handshake_of_tls_counts(pair: Pair) -> None:
    context = tls.context(pair.certificate, pair.key)
    async with limited_server(NARROW, context) as runner, contextlib.AsyncExitStack() as lines:
        first, *_rest = [await lines.enter_async_context(line_to(runner)) for _ in range(MOST + 1)]
        assert await is_hung_up_on(first)


async def test_many_who_come_at_once_are_all_let_in() -> None:
    """The limit is for those who wait; a burst of handshakes is longer than that."""
    count, limits = 400, Settings(handshake_timeout=60.0, max_pending=100)
    head = "\r\n".join(["GET / HTTP/1.1", *(f"{k}: {v}" for k, v in HANDSHAKE.items()), "", ""])

    async def come(runner: Runner) -> bool:
        async with line_to(runner) as (reader, writer):
            writer.write(head.encode())
            return (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")

    async with limited_server(limits) as runner:
        let_in = await asyncio.gather(*(come(runner) for _ in range(count)))
    assert sum(let_in) == count
