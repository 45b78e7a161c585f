"""The internals of aiohttp on which ``handshake.take_over`` depends; a new version may change
them."""

import inspect
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from server.ws.handshake import Upgraded, take_over
from tests.server.support.serving import application, meeting


def advice(what: str) -> str:
    return (
        f"aiohttp {aiohttp.__version__} no longer gives a connection away as "
        f"server/ws/handshake.py asks it to: {what}. Fix take_over there, "
        "or allow only the aiohttp that still works."
    )


def parameters(function: Any) -> Iterator[inspect.Parameter]:
    """Return the parameters of a method besides ``self``."""
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.default is inspect.Parameter.empty:
            yield parameter


async def let_go(request: web.Request) -> web.StreamResponse:
    """Takes the connection over and ends it with what aiohttp had read beyond the request."""
    protocol, transport = request.protocol, request.transport
    assert transport is not None
    rest = take_over(request)
    transport.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
    transport.write(b"still ours: " if protocol.transport is None else b"still aiohttp's: ")
    transport.write(rest)
    transport.close()
    return Upgraded()


@pytest.mark.parametrize(("name", "count"), [("set_parser", 1), ("connection_lost", 1)])
def test_the_protocol_still_has_what_is_called(name: str, count: int) -> None:
    method = getattr(RequestHandler, name, None)
    assert method is not None, advice(f"RequestHandler.{name} is gone")
    assert len(list(parameters(method))) == count, advice(f"RequestHandler.{name} takes others")


async def test_the_connection_survives_the_end_of_its_request() -> None:
    async with meeting(application(let_go)) as peer:
        assert await peer.rest() == b"still ours: ", advice("the transport was closed or used")


async def test_what_was_read_beyond_the_request_is_handed_over() -> None:
    async with meeting(application(let_go), early=b"more") as peer:
        assert (await peer.rest()).endswith(b"more"), advice("what it had read ahead is lost")


async def test_as_much_as_is_read_at_once_is_handed_over() -> None:
    more = b"x" * 7_000
    async with meeting(application(let_go), early=more) as peer:
        assert (await peer.rest()).endswith(more), advice("what it had read ahead is lost")
