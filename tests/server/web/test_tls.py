"""The chat over TLS: the same promises through another transport, on both event loops."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from typing import Any

import pytest
import uvloop
from aiohttp import web

from server.config.settings import Settings
from server.web import tls
from server.ws import handshake, registry
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frames import BINARY, CLOSE, PING, PONG, TEXT
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    Handlers,
    TextMessage,
    continue_connection,
)
from server.ws.upgrade import upgrade_websocket
from tests.conftest import DEADLINE
from tests.server.support.certificates import Pair
from tests.server.support.client_frames import closing, masked
from tests.server.support.diary import Diary
from tests.server.support.serving import Peer, application, knocking, serving

LARGE = "\u00e4".encode() * 150_000  # 300 KB
HEAP = b"x" * 2**20  # bytes
HEAPS = 64  # more than any line takes by itself
BOUND = 2**17  # bytes that may wait for a reader

ConnectRequest = Callable[[Peer, Diary], Coroutine[Any, Any, None]]


def on_init(_connection: Connection, _diary: Diary) -> Action[None]:
    return continue_connection(None)


def on_message(
    _state: None, message: HandlerMessage, connection: Connection, _diary: Diary
) -> Action[None]:
    match message:
        case TextMessage("heap"):
            for _ in range(HEAPS):
                connection.send_binary(HEAP)
        case TextMessage("end"):
            connection.close(CloseCode.GOING_AWAY, "bye")
        case TextMessage(text):
            connection.send_text(text)
        case BinaryMessage(data):
            connection.send_binary(data)
    return continue_connection(None)


def on_close(_state: None, connection: Connection, diary: Diary) -> None:
    diary.write("close", connection.close_code)


async def handler(diary: Diary, request: web.Request) -> web.StreamResponse:
    return upgrade_websocket(
        request, handshake.check(request), Handlers(on_init, on_message, on_close), diary
    )


@contextlib.asynccontextmanager
async def visitor(pair: Pair, early: bytes = b"") -> AsyncIterator[tuple[Peer, Diary]]:
    """One client at a server that speaks TLS, and what the server wrote down."""
    diary = Diary()
    app = application(partial(handler, diary), Settings(send_buffer=BOUND))
    trusting = ssl.create_default_context(cafile=pair.certificate)
    async with (
        serving(app, tls.context(pair.certificate, pair.key)) as port,
        knocking(port, early=early, context=trusting) as peer,
    ):
        yield peer, diary


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def connect_request(request: pytest.FixtureRequest, pair: Pair) -> Callable[[ConnectRequest], None]:
    """Plays a visit over TLS, in either kind of loop."""

    async def play(story: ConnectRequest) -> None:
        async with visitor(pair) as (peer, diary):
            await story(peer, diary)

    def run(story: ConnectRequest) -> None:
        with asyncio.Runner(loop_factory=request.param) as runner:
            runner.run(asyncio.wait_for(play(story), DEADLINE))

    return run


def test_messages_go_both_ways(connect_request: Callable[[ConnectRequest], None]) -> None:
    async def story(peer: Peer, _diary: Diary) -> None:
        peer.send(masked(TEXT, b"hello") + masked(BINARY, b"\x00\xff"))
        assert [await peer.frame(), await peer.frame()] == [(TEXT, b"hello"), (BINARY, b"\x00\xff")]

    connect_request(story)


def test_a_large_message_goes_both_ways(connect_request: Callable[[ConnectRequest], None]) -> None:
    async def story(peer: Peer, _diary: Diary) -> None:
        peer.send(masked(TEXT, LARGE))
        assert await peer.frame() == (TEXT, LARGE)

    connect_request(story)


def test_many_messages_at_once_go_both_ways(
    connect_request: Callable[[ConnectRequest], None],
) -> None:
    async def story(peer: Peer, _diary: Diary) -> None:
        peer.send(b"".join(masked(TEXT, b"%d" % number) for number in range(5000)))
        heard = [await peer.frame() for _ in range(5000)]
        assert heard == [(TEXT, b"%d" % number) for number in range(5000)]

    connect_request(story)


def test_a_ping_is_answered(connect_request: Callable[[ConnectRequest], None]) -> None:
    async def story(peer: Peer, _diary: Diary) -> None:
        peer.send(masked(PING, b"there?"))
        assert await peer.frame() == (PONG, b"there?")

    connect_request(story)


def test_a_close_is_answered_and_the_line_ended(
    connect_request: Callable[[ConnectRequest], None],
) -> None:
    async def story(peer: Peer, diary: Diary) -> None:
        peer.send(closing(1000, b"so long"))
        assert (await peer.frame())[0] == CLOSE
        assert await peer.rest() == b""
        await diary.has("close", 1000)

    connect_request(story)


def test_a_close_of_ours_is_told_and_the_line_ended(
    connect_request: Callable[[ConnectRequest], None],
) -> None:
    async def story(peer: Peer, _diary: Diary) -> None:
        peer.send(masked(TEXT, b"end"))
        assert await peer.frame() == (CLOSE, (1001).to_bytes(2) + b"bye")
        peer.send(closing(1001))
        assert await peer.rest() == b""

    connect_request(story)


def test_invalid_input_is_answered_with_a_close(
    connect_request: Callable[[ConnectRequest], None],
) -> None:
    async def story(peer: Peer, diary: Diary) -> None:
        peer.send(b"\x81\x05hello")
        code, payload = await peer.frame()
        assert (code, payload[:2]) == (CLOSE, CloseCode.PROTOCOL_ERROR.to_bytes(2))
        await diary.has("close", CloseCode.PROTOCOL_ERROR)

    connect_request(story)


@pytest.mark.parametrize("how", [Peer.hang_up, Peer.vanish])
def test_a_line_that_ends_is_noticed(
    how: Callable[[Peer], None], connect_request: Callable[[ConnectRequest], None]
) -> None:
    async def story(peer: Peer, diary: Diary) -> None:
        how(peer)
        await diary.has("close", CloseCode.ABNORMAL)

    connect_request(story)


def test_who_reads_nothing_is_cut(
    connect_request: Callable[[ConnectRequest], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "CLOSE_TIMEOUT", 0.1)

    async def story(peer: Peer, diary: Diary) -> None:
        peer.send(masked(TEXT, b"heap"))
        await diary.has("close", CloseCode.TRY_AGAIN_LATER)
        await peer.rest()  # which ends, though we have never answered the Close

    connect_request(story)


async def test_what_comes_in_one_packet_with_the_handshake_is_not_lost(pair: Pair) -> None:
    async with visitor(pair, early=masked(TEXT, b"early")) as (peer, _diary):
        assert await peer.frame() == (TEXT, b"early")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
async def test_a_browser_of_old_is_not_spoken_to(pair: Pair) -> None:
    old = ssl.create_default_context(cafile=pair.certificate)
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    app = application(partial(handler, Diary()))
    async with serving(app, tls.context(pair.certificate, pair.key)) as port:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await asyncio.open_connection("127.0.0.1", port, ssl=old)
