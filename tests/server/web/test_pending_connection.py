"""A pending connection by itself: when its client owes something, and what is read from it."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator

import pytest

from server.config.settings import Settings
from server.web.pending_connection import MOST_HEAD, PendingConnection
from tests.server.support.fake_transport import FakeTransport, JumpingLoop, it_is, turn_ends
from tests.server.support.http_clients import GET, PAGE, limited_server

PATIENT = Settings(handshake_timeout=60.0)
TIMEOUT, LATER = 10.0, 100.0  # seconds
PIECE = 8 * 1024  # bytes that are read at once


class LimitedTransport(FakeTransport):
    """A transport that notes how much may wait for the client before it tells its protocol."""

    most_unsent: int | None = None  # bytes

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self.most_unsent = high


class PendingClient:
    """A client of a server, without a network between them."""

    def __init__(self, connection: PendingConnection, transport: LimitedTransport) -> None:
        self.connection = connection
        self.transport = transport
        self._input = connection.get_buffer(-1)

    def send(self, data: bytes) -> None:
        self._input[: len(data)] = data
        self.connection.buffer_updated(len(data))

    def owes_something(self) -> bool:
        now = asyncio.get_running_loop().time()
        return self.connection.is_overdue(now + LATER, TIMEOUT)

    async def asks(self) -> None:
        """Sends a request, and returns when it is answered."""
        self.send(PAGE)
        for _ in range(20):
            await turn_ends()
        assert self.connection.requests is not None
        assert self.connection.requests.is_answered
        assert self.transport.written.endswith(b"page")


@contextlib.asynccontextmanager
async def pending_client() -> AsyncIterator[PendingClient]:
    async with limited_server(PATIENT) as runner:
        transport, connection = LimitedTransport(), PendingConnection(runner.pending, None)
        connection.connection_made(transport)
        runner.pending.remove(connection)  # which would look at it now and then
        yield PendingClient(connection, transport)
        connection.connection_lost(None)


async def test_a_client_without_a_request_owes_one() -> None:
    async with pending_client() as client:
        assert client.owes_something()


async def test_a_client_between_two_requests_owes_nothing() -> None:
    async with pending_client() as client:
        await client.asks()
        assert not client.owes_something()


async def test_a_client_owes_the_rest_of_a_second_request() -> None:
    async with pending_client() as client:
        await client.asks()
        client.send(PAGE[:10])
        assert client.owes_something()


async def test_a_client_owes_the_reading_of_a_small_answer() -> None:
    async with pending_client() as client:
        await client.asks()
        client.transport.waiting = 1
        assert client.owes_something()


async def test_a_client_owes_the_end_of_a_connection_that_closes() -> None:
    async with pending_client() as client:
        await client.asks()
        client.transport.close()
        assert client.owes_something()


async def test_little_of_an_answer_waits_for_a_client_that_does_not_read() -> None:
    async with pending_client() as client:
        await client.asks()
        assert client.transport.most_unsent == 16 * 1024


@pytest.mark.parametrize(("unread", "owes"), [(0, False), (1, True)], ids=["read", "unread"])
def test_another_request_has_its_own_time_if_the_answers_are_read(unread: int, owes: bool) -> None:
    async def story() -> None:
        async with pending_client() as client:
            await client.asks()
            await it_is(LATER)  # and nobody has looked at the connection in the meantime
            client.transport.waiting = unread
            client.send(PAGE)
            assert client.connection.is_overdue(LATER + 1, TIMEOUT) == owes

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(story())


async def test_little_is_read_behind_a_request_that_is_not_answered() -> None:
    async with pending_client() as client:
        request = GET % b"/page?x=%s" % (b"x" * (PIECE - len(PAGE) - len("?x=")))
        pieces = 0
        while not client.transport.is_paused and pieces < 100:
            client.send(request)
            pieces += 1
        assert pieces == 2


async def test_a_head_that_comes_at_once_and_is_too_large_leaves_no_failure() -> None:
    async with pending_client() as client:
        failures: list[object] = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, context: failures.append(context))
        client.send(PAGE[:-2] + b"X: ")
        for _ in range(MOST_HEAD // PIECE + 1):
            client.send(b"x" * PIECE)
        assert client.transport.written.startswith(b"HTTP/1.1 431 ")
        await turn_ends()
        gc.collect()
        assert failures == []
