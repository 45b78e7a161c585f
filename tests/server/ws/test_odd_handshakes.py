"""Unusual handshakes, and those given up half-way."""

import asyncio
import socket
import struct
from collections.abc import Callable

import pytest
from aiohttp import web

from server.config.settings import read
from server.ws.connection import Connection
from server.ws.handler import Action, HandlerMessage, Handlers, continue_connection
from server.ws.handshake import check
from server.ws.upgrade import upgrade_websocket
from tests.server.support.serving import HANDSHAKE, application, knocking, serving

Begin = Callable[[Connection, None], Action[None]]


def house(begin: Begin) -> web.Application:
    async def handler(request: web.Request) -> web.StreamResponse:
        return upgrade_websocket(request, check(request), Handlers(begin, ignore), None)

    return application(handler)


def ignore(
    _state: None, _message: HandlerMessage, _connection: Connection, _nothing: None
) -> Action[None]:
    return continue_connection(None)


def go_on(_connection: Connection, _nothing: None) -> Action[None]:
    return continue_connection(None)


def handshake(request_line: str = "GET / HTTP/1.1") -> bytes:
    fields = [f"{name}: {value}" for name, value in HANDSHAKE.items()]
    return "\r\n".join([request_line, *fields, "", ""]).encode()


async def answer_to(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    return answer


async def test_a_connection_closed_in_on_init_gets_its_answer_first() -> None:
    def begin(connection: Connection, _nothing: None) -> Action[None]:
        connection.close(1008)
        return continue_connection(None)

    async with serving(house(begin)) as port:
        assert (await answer_to(port, handshake())).startswith(b"HTTP/1.1 101")


async def test_no_frame_follows_the_answer_when_on_init_fails() -> None:
    def begin(connection: Connection, _nothing: None) -> Action[None]:
        connection.send_text("welcome")
        raise RuntimeError

    async with serving(house(begin)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(handshake())
        assert b"welcome" not in await reader.read()
        writer.close()


@pytest.mark.parametrize("request_line", ["HEAD / HTTP/1.1", "GET / HTTP/1.0"])
async def test_only_get_of_http_1_1_is_a_handshake(request_line: str) -> None:
    async with serving(house(go_on)) as port:
        assert b" 101 " not in await answer_to(port, handshake(request_line))


async def test_a_peer_that_leaves_during_its_handshake_is_no_error_of_the_server(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with serving(house(go_on)) as port:
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(handshake())
        at_once = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        writer.transport.abort()
        async with knocking(port):
            pass
    assert "Traceback" not in caplog.text


def test_a_port_of_5000_digits_is_invalid_input() -> None:
    with pytest.raises(SystemExit):
        read(["--port", "9" * 5000], {})


async def test_a_client_that_states_two_origins_needs_both() -> None:
    both = b"\r\nOrigin: http://chat.localhost\r\nOrigin: http://evil.example\r\n\r\n"
    request = handshake().replace(b"\r\n\r\n", both)
    async with serving(house(go_on)) as port:
        assert (await answer_to(port, request)).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "origin", ["https://chat.localhost/path", "https://a b", "ftp://chat.localhost"]
)
def test_an_origin_that_no_browser_ever_sends_is_rejected(origin: str) -> None:
    with pytest.raises(SystemExit):
        read(["--allow-origin", origin], {})


def test_an_origin_is_kept_as_browsers_send_it() -> None:
    assert read(["--allow-origin", "https://Chat.Example/"], {}).allow_origin == (
        "https://chat.example",
    )
