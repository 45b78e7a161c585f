"""The opening handshake: requests answered with 101, and rejected ones."""

import asyncio

import pytest
from aiohttp import web

from server.config.settings import Settings
from server.ws import handshake
from server.ws.connection import Connection
from server.ws.handler import Action, HandlerMessage, Handlers, continue_connection
from server.ws.upgrade import upgrade_websocket
from tests.server.support.serving import Headers, application, knocking, meeting, serving

DEADLINE = 10.0  # seconds; only a broken server ever gets there
SWITCHING, BAD_REQUEST, FORBIDDEN, UPGRADE_REQUIRED = 101, 400, 403, 426  # HTTP statuses
ACCEPTED = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="  # RFC 6455 §1.3 works it out


def on_init(_connection: Connection, _dependencies: None) -> Action[None]:
    return continue_connection(None)


def on_message(
    _state: None, _message: HandlerMessage, _connection: Connection, _dependencies: None
) -> Action[None]:
    return continue_connection(None)


async def handler(request: web.Request) -> web.StreamResponse:
    return upgrade_websocket(request, handshake.check(request), Handlers(on_init, on_message), None)


async def answer_to(changes: Headers, *allowed: str) -> int:
    """The status with which a handshake with ``changes`` is answered."""
    settings = Settings(allow_origin=allowed)
    async with meeting(application(handler, settings), changes) as peer:
        return peer.status


async def test_a_proper_handshake_is_answered_with_the_accepted_key() -> None:
    async with meeting(application(handler)) as peer:
        assert (peer.status, peer.headers["sec-websocket-accept"]) == (SWITCHING, ACCEPTED)


async def test_the_answer_says_what_it_switches_to() -> None:
    async with meeting(application(handler)) as peer:
        assert (peer.headers["upgrade"], peer.headers["connection"]) == ("websocket", "Upgrade")


@pytest.mark.parametrize("connection", ["upgrade", "keep-alive, Upgrade", "UPGRADE , x"])
async def test_connection_may_say_more_than_upgrade(connection: str) -> None:
    assert await answer_to({"Connection": connection}) == SWITCHING


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Connection", "keep-alive\r\nConnection: Upgrade"),
        ("Connection", "Upgrade\r\nConnection: keep-alive"),
        ("Upgrade", "h2c\r\nUpgrade: websocket"),
    ],
)
async def test_a_list_may_stand_on_two_lines(name: str, lines: str) -> None:
    assert await answer_to({name: lines}) == SWITCHING


@pytest.mark.parametrize("upgrade", ["h2c, websocket", "websocket, h2c", "h2c , WebSocket ,"])
async def test_upgrade_may_list_other_protocols(upgrade: str) -> None:
    assert await answer_to({"Upgrade": upgrade}) == SWITCHING


@pytest.mark.parametrize("upgrade", ["WebSocket", "WEBSOCKET"])
async def test_upgrade_may_be_written_in_any_case(upgrade: str) -> None:
    assert await answer_to({"Upgrade": upgrade}) == SWITCHING


@pytest.mark.parametrize("upgrade", [None, "h2c", "websockets"])
async def test_a_client_that_asks_for_no_websocket_is_told_to(upgrade: str | None) -> None:
    assert await answer_to({"Upgrade": upgrade}) == UPGRADE_REQUIRED


@pytest.mark.parametrize("connection", [None, "keep-alive", "close"])
async def test_without_connection_upgrade_it_is_no_handshake(connection: str | None) -> None:
    assert await answer_to({"Connection": connection}) == UPGRADE_REQUIRED


@pytest.mark.parametrize("version", [None, "", "8", "12", "99", "13, 8"])
async def test_any_version_but_13_is_rejected(version: str | None) -> None:
    assert await answer_to({"Sec-WebSocket-Version": version}) == UPGRADE_REQUIRED


async def test_a_rejected_version_is_answered_with_the_one_that_is_spoken() -> None:
    async with meeting(application(handler), {"Sec-WebSocket-Version": "8"}) as peer:
        assert peer.headers["sec-websocket-version"] == "13"


@pytest.mark.parametrize(
    "key", [None, "", "c2hvcnQ=", "*" * 24, "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZTE="]
)
async def test_a_key_that_is_not_16_bytes_in_base64_is_rejected(key: str | None) -> None:
    assert await answer_to({"Sec-WebSocket-Key": key}) == BAD_REQUEST


@pytest.mark.parametrize("second", ["dGhlIHNhbXBsZSBub25jZQ==", "AAAAAAAAAAAAAAAAAAAAAA=="])
async def test_a_second_key_is_rejected(second: str) -> None:
    keys = f"dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: {second}"
    assert await answer_to({"Sec-WebSocket-Key": keys}) == BAD_REQUEST


async def test_a_second_version_is_rejected() -> None:
    versions = "13\r\nSec-WebSocket-Version: 13"
    assert await answer_to({"Sec-WebSocket-Version": versions}) == UPGRADE_REQUIRED


BODIES: list[tuple[Headers, bytes]] = [
    ({"Content-Length": "5"}, b"hello"),
    ({"Transfer-Encoding": "chunked"}, b"5\r\nhello\r\n0\r\n\r\n"),
]


@pytest.mark.parametrize(("announced", "body"), BODIES, ids=["length", "chunked"])
async def test_a_body_is_rejected_and_the_connection_closed(
    announced: Headers, body: bytes
) -> None:
    async with meeting(application(handler), announced, body) as peer:
        assert (peer.status, peer.headers["connection"]) == (BAD_REQUEST, "close")
        await asyncio.wait_for(peer.rest(), DEADLINE)


@pytest.mark.parametrize(("announced", "body"), BODIES, ids=["length", "chunked"])
async def test_a_body_that_never_comes_is_not_waited_for_once_the_client_has_ended(
    announced: Headers, body: bytes
) -> None:
    """Until then the server reads on: bytes that nobody reads would destroy its answer."""
    async with meeting(application(handler), announced, body[:4]) as peer:
        assert (peer.status, peer.headers["connection"]) == (BAD_REQUEST, "close")
        peer.writer.write_eof()
        await asyncio.wait_for(peer.rest(), DEADLINE)


async def test_a_body_of_no_bytes_is_none() -> None:
    assert await answer_to({"Content-Length": "0"}) == SWITCHING


async def test_a_client_that_sends_no_origin_is_let_in() -> None:
    assert await answer_to({"Origin": None}) == SWITCHING


async def test_a_page_of_this_host_is_let_in() -> None:
    assert await answer_to({"Origin": "https://chat.localhost"}) == SWITCHING


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_a_page_from_elsewhere_is_turned_away(origin: str) -> None:
    assert await answer_to({"Origin": origin}) == FORBIDDEN


async def test_a_page_that_was_allowed_is_let_in() -> None:
    assert (
        await answer_to({"Origin": "https://pages.example"}, "https://pages.example") == SWITCHING
    )


async def test_a_page_from_elsewhere_learns_nothing_of_its_handshake() -> None:
    answer = await answer_to({"Origin": "https://evil.example", "Sec-WebSocket-Key": None})
    assert answer == FORBIDDEN


async def test_after_a_rejection_the_line_may_be_used_again() -> None:
    async with (
        serving(application(handler)) as port,
        knocking(port, changes={"Upgrade": None}) as peer,
    ):
        await peer.reader.readexactly(int(peer.headers["content-length"]))
        peer.send(b"GET / HTTP/1.1\r\nHost: chat.localhost\r\n\r\n")
        assert b"426" in await peer.reader.readline()
