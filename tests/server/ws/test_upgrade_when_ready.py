"""A handshake that is answered later: when it is cancelled or rejected meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from server.ws import handshake
from server.ws.connection import Connection
from server.ws.handler import Action, HandlerMessage, Handlers, continue_connection
from server.ws.upgrade import CONNECTIONS, upgrade_when_ready
from tests.server.support.diary import Diary
from tests.server.support.serving import application, knocking, meeting, serving

Ready = Callable[[Connection], Awaitable[None]]
CONFLICT = 409  # HTTP status


def come_in(_connection: Connection, diary: Diary) -> Action[None]:
    diary.write("init")
    return continue_connection(None)


def listen(
    _state: None, _message: HandlerMessage, _connection: Connection, _diary: Diary
) -> Action[None]:
    return continue_connection(None)


def write_down(_state: None, _connection: Connection, diary: Diary) -> None:
    diary.write("close")


def house(diary: Diary, ready: Ready) -> web.Application:
    async def handler(request: web.Request) -> web.StreamResponse:
        handlers = Handlers(come_in, listen, write_down)
        return await upgrade_when_ready(request, handshake.check(request), handlers, diary, ready)

    return application(handler)


async def test_a_request_that_is_cancelled_ends_its_session() -> None:
    diary = Diary()

    async def ready(_connection: Connection) -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.Event().wait()

    app = house(diary, ready)
    async with serving(app) as port:
        with pytest.raises(asyncio.IncompleteReadError):
            async with knocking(port):
                pass
        await app[CONNECTIONS]._emptied()
        await diary.has("close")


async def test_a_request_that_is_rejected_has_no_end() -> None:
    diary = Diary()

    async def ready(_connection: Connection) -> None:
        raise web.HTTPConflict

    async with meeting(house(diary, ready)) as peer:
        assert peer.status == CONFLICT
    assert diary.names == ["init"]
