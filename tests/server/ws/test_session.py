"""The typed layer: three plain functions, called as it is written there, over real connections."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frames import BINARY, CLOSE, TEXT
from server.ws.handler import (
    Action,
    BinaryMessage,
    ConnectionClosed,
    HandlerMessage,
    Handlers,
    TextMessage,
    continue_connection,
    stop_connection,
)
from server.ws.upgrade import CONNECTIONS, upgrade_websocket
from tests.server.support.client_frames import closing, masked
from tests.server.support.diary import Diary
from tests.server.support.serving import Peer, application, meeting, serving


def on_init(connection: Connection, diary: Diary) -> Action[int]:
    diary.write("init")
    connection.send_text("welcome")
    return continue_connection(0)


def on_message(
    state: int, message: HandlerMessage, connection: Connection, diary: Diary
) -> Action[int]:
    diary.write("message", message)
    match message:
        case TextMessage("stop"):
            return stop_connection(4000, "as you wish")
        case TextMessage("fail"):
            raise RuntimeError("on purpose")
        case TextMessage(text):
            connection.send_text(f"{text} {state}")
        case BinaryMessage(data):
            connection.send_binary(data)
    return continue_connection(state + 1)


def on_close(state: int, _connection: Connection, diary: Diary) -> None:
    diary.write("close", state)


async def handler(diary: Diary, request: web.Request) -> web.StreamResponse:
    return upgrade_websocket(
        request,
        handshake.check(request, ("chat.b", "chat.a")),
        Handlers(on_init, on_message, on_close),
        diary,
    )


def house(diary: Diary) -> web.Application:
    return application(partial(handler, diary))


@asynccontextmanager
async def talking_to(app: web.Application) -> AsyncIterator[ClientWebSocketResponse]:
    """Open a connection with aiohttp's WebSocket client."""
    async with (
        serving(app) as port,
        ClientSession() as session,
        session.ws_connect(f"http://127.0.0.1:{port}/") as line,
    ):
        yield line


async def test_a_client_that_is_let_in_is_heard_and_answered() -> None:
    async with talking_to(house(Diary())) as line:
        await line.send_str("hello")
        await line.send_bytes(b"\x00\xff")
        heard = [(await line.receive()).data for _ in range(3)]
    assert heard == ["welcome", "hello 0", b"\x00\xff"]


async def test_every_message_is_handed_to_the_handler_in_order() -> None:
    diary = Diary()
    async with meeting(house(diary)) as peer:
        peer.send(masked(TEXT, b"one") + masked(BINARY, b"two") + closing(1001, b"bye"))
        await diary.has("close", 3)
    messages = [TextMessage("one"), BinaryMessage(b"two"), ConnectionClosed(1001, "bye")]
    written = [("init",), *(("message", message) for message in messages), ("close", 3)]
    assert diary.entries == written


async def test_what_is_sent_from_on_init_comes_right_after_the_answer() -> None:
    async with meeting(house(Diary())) as peer:
        assert (peer.status, await peer.frame()) == (101, (TEXT, b"welcome"))


async def test_what_comes_in_one_packet_with_the_handshake_is_not_lost() -> None:
    early = masked(TEXT, b"one") + masked(TEXT, b"x" * 70_000)
    async with meeting(house(Diary()), early=early) as peer:
        heard = [await peer.frame() for _ in range(3)]
    assert heard == [(TEXT, b"welcome"), (TEXT, b"one 0"), (TEXT, b"x" * 70_000 + b" 1")]


async def test_what_is_begun_in_one_packet_with_the_handshake_may_end_later() -> None:
    frame = masked(TEXT, b"hello")
    async with meeting(house(Diary()), early=frame[:3]) as peer:
        await peer.frame()
        peer.send(frame[3:])
        assert await peer.frame() == (TEXT, b"hello 0")


async def test_a_client_that_is_stopped_gets_the_code_and_the_reason() -> None:
    async with talking_to(house(Diary())) as line:
        await line.send_str("stop")
        await line.receive()
        end = await line.receive()
    assert (end.type, end.data, end.extra) == (WSMsgType.CLOSE, 4000, "as you wish")


async def test_after_a_stop_no_more_messages_are_handed_on() -> None:
    diary = Diary()
    async with meeting(house(diary)) as peer:
        peer.send(masked(TEXT, b"stop") + masked(TEXT, b"too late"))
        await diary.has_any("close")
    assert ("message", TextMessage("too late")) not in diary.entries


async def test_a_failing_on_message_ends_the_line_with_1011() -> None:
    async with meeting(house(Diary())) as peer:
        await peer.frame()
        peer.send(masked(TEXT, b"fail"))
        opcode, payload = await peer.frame()
        assert (opcode, payload[:2]) == (CLOSE, CloseCode.INTERNAL_ERROR.to_bytes(2))


async def test_a_failing_on_message_is_followed_by_on_close_with_the_last_state() -> None:
    diary = Diary()
    async with meeting(house(diary)) as peer:
        peer.send(masked(TEXT, b"hello") + masked(TEXT, b"fail"))
        await diary.has("close", 2)
    assert diary.entries[-2:] == [
        ("message", ConnectionClosed(CloseCode.INTERNAL_ERROR, "internal error")),
        ("close", 2),
    ]


def vanish_in_the_middle_of_a_frame(peer: Peer) -> None:
    peer.send(masked(TEXT, b"hello")[:3])
    peer.vanish()


ENDS: dict[str, Callable[[Peer], None]] = {
    "a goodbye": lambda peer: peer.send(closing(1000)),
    "a hang-up": Peer.hang_up,
    "a reset": Peer.vanish,
    "a reset in the middle of a frame": vanish_in_the_middle_of_a_frame,
    "nonsense": lambda peer: peer.send(b"\x81\x00"),
    "a stop": lambda peer: peer.send(masked(TEXT, b"stop")),
    "a failure": lambda peer: peer.send(masked(TEXT, b"fail")),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
async def test_on_close_is_called_once_however_the_line_ends(end: Callable[[Peer], None]) -> None:
    diary = Diary()
    async with meeting(house(diary)) as peer:
        await peer.frame()
        end(peer)
        await diary.has_any("close")
    assert diary.names.count("close") == 1


async def test_on_close_is_called_once_when_the_server_goes_away() -> None:
    diary = Diary()
    app = house(diary)
    async with meeting(app) as peer:
        shut_down = asyncio.create_task(app[CONNECTIONS].shut_down())
        await peer.frame()
        await peer.frame()
        peer.send(closing(1001))
        await shut_down
    assert diary.names.count("close") == 1


async def test_the_first_subprotocol_of_the_client_that_is_spoken_here_is_taken() -> None:
    offered = "soap, chat.a, chat.b"
    async with meeting(house(Diary()), {"Sec-WebSocket-Protocol": offered}) as peer:
        assert peer.headers["sec-websocket-protocol"] == "chat.a"


async def test_a_subprotocol_that_is_not_spoken_here_is_left_unanswered() -> None:
    async with meeting(house(Diary()), {"Sec-WebSocket-Protocol": "soap"}) as peer:
        assert "sec-websocket-protocol" not in peer.headers
