"""The head of a request is bounded, and so is what is read behind an unanswered one."""

import asyncio
import contextlib
import ssl

import pytest

from server.config.settings import Settings
from server.web import tls
from server.web.listener import Runner
from server.web.pending_connection import MOST_HEAD
from server.ws.frames import TEXT
from server.ws.handshake import HANDSHAKE_REJECTIONS, HandshakeRejection
from tests.server.support.certificates import Pair
from tests.server.support.client_frames import masked
from tests.server.support.http_clients import (
    GET,
    PAGE,
    limited_server,
    line_to,
)
from tests.server.support.serving import knocking

PATIENT = Settings(handshake_timeout=60.0)
SLACK = 8 * 1024  # bytes that are read at once
BEGIN = b"GET /page HTTP/1.1\r\nHost: chat.localhost\r\n"
CHUNKED = BEGIN.replace(b"GET /page", b"POST /body") + b"Transfer-Encoding: chunked\r\n\r\n"
MUCH = 4 * MOST_HEAD  # bytes
TOO_LARGE = {
    "one field": BEGIN + b"X: " + b"x" * MUCH,
    "many fields": BEGIN + (b"X: " + b"x" * 2_000 + b"\r\n") * (MUCH // 2_000),
    "one line": b"GET /" + b"x" * MUCH,
    "trailers": CHUNKED + b"0\r\n" + (b"X: " + b"x" * 2_000 + b"\r\n") * (MUCH // 2_000),
    "a piece's size": CHUNKED + b"1;" + b"x" * MUCH,
    "a second one": PAGE + BEGIN + b"X: " + b"x" * MUCH,
}


async def answers(runner: Runner, sent: bytes) -> bytes:
    """Everything that the server answers before it ends the line."""
    async with line_to(runner) as (reader, writer):
        writer.write(sent)
        heard = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := await reader.read(2**16):
                heard += piece
        return heard


@pytest.mark.parametrize("sent", ["one field", "many fields", "one line", "a second one"])
async def test_a_head_that_is_too_large_is_answered_with_431(sent: str) -> None:
    async with limited_server(PATIENT) as runner:
        heard = await answers(runner, TOO_LARGE[sent])
        assert heard.partition(b"HTTP/1.1 431 ")[2].endswith(b"at most 16,384 bytes.")


@pytest.mark.parametrize("sent", TOO_LARGE)
async def test_what_is_too_large_is_not_processed(sent: str) -> None:
    async with limited_server(PATIENT) as runner:
        heard = await answers(runner, TOO_LARGE[sent] + b"\r\n\r\n")
        assert b" bytes" not in heard.replace(b"16,384 bytes", b"")
        assert runner.app[HANDSHAKE_REJECTIONS][HandshakeRejection.TOO_LARGE] == 1


async def test_a_head_over_tls_is_bounded_too(pair: Pair) -> None:
    trusting = ssl.create_default_context(cafile=pair.certificate)
    async with limited_server(PATIENT, tls.context(pair.certificate, pair.key)) as runner:
        line = await asyncio.open_connection(*runner.addresses[0], ssl=trusting)
        line[1].write(TOO_LARGE["one field"])
        assert (await line[0].readuntil(b"\r\n")).startswith(b"HTTP/1.1 431 ")
        line[1].close()


async def test_a_large_head_is_read() -> None:
    head = GET % b"/page?x=%s" % (b"x" * (MOST_HEAD - SLACK))
    async with limited_server(PATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(head)
        assert (await reader.readuntil(b"page")).startswith(b"HTTP/1.1 200")


async def test_a_large_body_is_read() -> None:
    head = BEGIN.replace(b"GET /page", b"POST /body") + b"Content-Length: 1000000\r\n\r\n"
    async with limited_server(PATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(head + b"x" * 1_000_000)
        assert await reader.readuntil(b" bytes") != b""


async def test_a_body_in_tiny_pieces_is_read() -> None:
    async with limited_server(PATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(CHUNKED + b"1\r\nx\r\n" * MOST_HEAD + b"0\r\n\r\n")
        assert (await reader.readuntil(b" bytes")).endswith(b"\r\n16384 bytes")


async def test_many_requests_at_once_are_answered_in_order() -> None:
    async with limited_server(PATIENT) as runner, line_to(runner) as (reader, writer):
        writer.write(PAGE * 1000)
        for _ in range(1000):
            assert (await reader.readuntil(b"page")).startswith(b"HTTP/1.1 200")


async def test_frames_that_follow_the_handshake_at_once_are_all_read() -> None:
    sent = [b"%d" % number * 100 for number in range(1000)]
    early = b"".join(masked(TEXT, each) for each in sent)
    async with (
        limited_server(PATIENT) as runner,
        knocking(runner.addresses[0][1], early=early) as peer,
    ):
        assert [await peer.frame() for _ in sent] == [(TEXT, each) for each in sent]


async def send_without_end(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"x" * MUCH)
        await writer.drain()


async def test_who_goes_on_sending_too_much_is_hung_up_on() -> None:
    limits = Settings(handshake_timeout=0.1)
    async with limited_server(limits) as runner, line_to(runner) as (reader, writer):
        writer.write(TOO_LARGE["one field"])
        await reader.readuntil(b"bytes.")
        with pytest.raises(ConnectionError):
            await send_without_end(writer)
