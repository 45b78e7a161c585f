"""The typed layer when handlers fail, stop at once, or connections are rejected."""

from functools import partial

import pytest
from aiohttp import web

from server.config.settings import Settings
from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frames import CLOSE, TEXT
from server.ws.handler import (
    Action,
    HandlerMessage,
    Handlers,
    OnClose,
    OnInit,
    OnMessage,
    continue_connection,
    stop_connection,
)
from server.ws.upgrade import CONNECTIONS, upgrade_websocket
from tests.server.support.client_frames import closing, masked
from tests.server.support.diary import Diary
from tests.server.support.serving import application, knocking, meeting, serving

BUSY, INTERNAL_SERVER_ERROR, SWITCHING = 503, 500, 101  # HTTP statuses


def come_in(_connection: Connection, _diary: Diary) -> Action[None]:
    return continue_connection(None)


def refuse_to_begin(_connection: Connection, _diary: Diary) -> Action[None]:
    raise RuntimeError("on purpose")


def greet_and_stop(connection: Connection, _diary: Diary) -> Action[None]:
    connection.send_text("hello and goodbye")
    return stop_connection(CloseCode.POLICY_VIOLATION, "not today")


def listen(
    _state: None, message: HandlerMessage, _connection: Connection, diary: Diary
) -> Action[None]:
    diary.write("message", message)
    return continue_connection(None)


def write_down(_state: None, _connection: Connection, diary: Diary) -> None:
    diary.write("close")


def fail_to_close(_state: None, _connection: Connection, diary: Diary) -> None:
    diary.write("close")
    raise RuntimeError("on purpose")


async def handler(
    diary: Diary,
    begin: OnInit[Diary, None],
    receive: OnMessage[None, Diary],
    end: OnClose[None, Diary] | None,
    request: web.Request,
) -> web.StreamResponse:
    return upgrade_websocket(
        request, handshake.check(request), Handlers(begin, receive, end), diary
    )


def house(
    begin: OnInit[Diary, None] = come_in,
    end: OnClose[None, Diary] | None = write_down,
    settings: Settings | None = None,
    diary: Diary | None = None,
) -> web.Application:
    return application(partial(handler, diary or Diary(), begin, listen, end), settings)


async def test_a_failing_on_init_is_answered_with_500() -> None:
    async with meeting(house(refuse_to_begin)) as peer:
        assert peer.status == INTERNAL_SERVER_ERROR


async def test_after_a_failing_on_init_nothing_else_is_called() -> None:
    diary = Diary()
    app = house(refuse_to_begin, diary=diary)
    async with meeting(app, early=masked(TEXT, b"hello")) as peer:
        await peer.reader.readexactly(int(peer.headers["content-length"]))
    assert diary.entries == []


async def test_after_a_failing_on_init_the_connection_does_not_count() -> None:
    app = house(refuse_to_begin)
    async with meeting(app):
        assert len(app[CONNECTIONS]) == 0


async def test_a_client_that_is_stopped_in_on_init_is_let_in_first_and_told_why() -> None:
    async with meeting(house(greet_and_stop)) as peer:
        heard = [await peer.frame(), await peer.frame()]
        why = CloseCode.POLICY_VIOLATION.to_bytes(2) + b"not today"
        assert (peer.status, heard) == (SWITCHING, [(TEXT, b"hello and goodbye"), (CLOSE, why)])


async def test_a_failing_on_close_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    diary = Diary()
    async with meeting(house(end=fail_to_close, diary=diary)) as peer:
        peer.send(closing(1000))
        await peer.rest()
        await diary.has("close")
    assert "in on_close" in caplog.text


async def test_a_failing_on_close_leaves_the_server_serving() -> None:
    async with serving(house(end=fail_to_close)) as port, knocking(port) as peer:
        peer.send(closing(1000))
        await peer.rest()
        async with knocking(port) as another:
            assert another.status == SWITCHING


async def test_there_need_be_no_on_close() -> None:
    async with meeting(house(end=None)) as peer:
        peer.send(closing(1000))
        assert await peer.frame() == (CLOSE, CloseCode.NORMAL.to_bytes(2))


async def test_a_client_that_is_one_too_many_is_told_to_come_back_later() -> None:
    app = house(settings=Settings(max_connections=1))
    async with serving(app) as port, knocking(port), knocking(port) as second:
        assert (second.status, "retry-after" in second.headers) == (BUSY, True)


async def test_when_somebody_has_left_there_is_room_again() -> None:
    app = house(settings=Settings(max_connections=1))
    async with serving(app) as port, knocking(port) as first:
        first.send(closing(1000))
        await first.rest()
        async with knocking(port) as second:
            assert second.status == SWITCHING


async def test_while_the_server_says_goodbye_nobody_is_let_in() -> None:
    app = house()
    async with serving(app) as port:
        await app[CONNECTIONS].shut_down()
        async with knocking(port) as peer:
            assert (peer.status, "retry-after" in peer.headers) == (BUSY, True)


async def test_a_message_above_the_limit_ends_the_line_with_1009() -> None:
    async with meeting(house(settings=Settings(max_frame=10))) as peer:
        peer.send(masked(TEXT, b"x" * 11))
        opcode, payload = await peer.frame()
        assert (opcode, payload[:2]) == (CLOSE, CloseCode.MESSAGE_TOO_BIG.to_bytes(2))
