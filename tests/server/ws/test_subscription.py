"""Custom messages: a connection receives the values of the subscription it continues with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web

from server.ws import handshake
from server.ws.connection import Connection
from server.ws.frames import TEXT
from server.ws.handler import (
    Action,
    ConnectionClosed,
    CustomMessage,
    HandlerMessage,
    Handlers,
    TextMessage,
    continue_connection,
)
from server.ws.subscription import Subscription
from server.ws.upgrade import upgrade_websocket
from tests.server.support.client_frames import closing, masked
from tests.server.support.serving import Peer, application, meeting


@dataclass
class Source:
    """The subscriptions of a connection, at first and after the text ``switch``."""

    first: Subscription[str] = field(default_factory=Subscription)
    second: Subscription[str] = field(default_factory=Subscription)
    released: list[str] = field(default_factory=list)


def on_init(_connection: Connection, source: Source) -> Action[None]:
    source.first.on_release(lambda: source.released.append("first"))
    source.second.on_release(lambda: source.released.append("second"))
    return continue_connection(None, source.first)


def on_message(
    _state: None, message: HandlerMessage, connection: Connection, source: Source
) -> Action[None]:
    match message:
        case CustomMessage(value):
            connection.send_text(value)
        case TextMessage("switch"):
            connection.send_text("switched")
            return continue_connection(None, source.second)
        case TextMessage("both"):
            source.first.put("put in a handler")
            connection.send_text("sent by the handler")
        case ConnectionClosed():
            source.first.put("too late")
    return continue_connection(None)


async def handler(source: Source, request: web.Request) -> web.StreamResponse:
    return upgrade_websocket(
        request, handshake.check(request), Handlers(on_init, on_message), source
    )


@asynccontextmanager
async def reader_of(source: Source) -> AsyncIterator[Peer]:
    async with meeting(application(partial(handler, source))) as peer:
        yield peer


async def words(peer: Peer, count: int) -> list[str]:
    frames = [await peer.frame() for _ in range(count)]
    return [payload.decode() for opcode, payload in frames if opcode == TEXT]


async def test_what_is_put_in_comes_out_in_order() -> None:
    source = Source()
    async with reader_of(source) as peer:
        for word in ("one", "two", "three"):
            source.first.put(word)
        assert await words(peer, 3) == ["one", "two", "three"]


async def test_what_was_put_in_before_waits() -> None:
    source = Source()
    source.first.put("early")
    async with reader_of(source) as peer:
        source.first.put("late")
        assert await words(peer, 2) == ["early", "late"]


async def test_what_a_handler_puts_in_comes_out_after_the_handler() -> None:
    async with reader_of(Source()) as peer:
        peer.send(masked(TEXT, b"both"))
        assert await words(peer, 2) == ["sent by the handler", "put in a handler"]


async def test_another_subscription_takes_the_place_of_the_one_before() -> None:
    source = Source()
    async with reader_of(source) as peer:
        peer.send(masked(TEXT, b"switch"))
        await peer.frame()
        source.first.put("from the first")
        source.second.put("from the second")
        assert await words(peer, 1) == ["from the second"]


async def test_the_subscription_before_is_released_when_another_takes_its_place() -> None:
    source = Source()
    async with reader_of(source) as peer:
        peer.send(masked(TEXT, b"switch"))
        await peer.frame()
        assert source.released == ["first"]


async def test_continuing_without_a_subscription_keeps_the_one_before() -> None:
    source = Source()
    async with reader_of(source) as peer:
        peer.send(masked(TEXT, b"nothing special"))
        source.first.put("still here")
        assert (await words(peer, 1), source.released) == (["still here"], [])


async def test_the_subscription_is_released_at_the_end() -> None:
    source = Source()
    async with reader_of(source) as peer:
        peer.send(closing(1000))
        await peer.rest()
    assert source.released == ["first"]


async def test_what_is_put_in_after_the_end_is_lost() -> None:
    source = Source()
    async with reader_of(source) as peer:
        peer.send(closing(1000))
        _opcode, _close = await peer.frame()
        assert await peer.rest() == b""
    source.first.put("to nobody")
