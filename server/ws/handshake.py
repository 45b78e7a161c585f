"""The opening handshake (RFC 6455 §4.2), and the takeover of the transport from aiohttp.

After the handshake a connection needs no HTTP parser, request or task, so they are released. Only
``take_over`` and ``Upgraded`` depend on the internals of aiohttp.
"""

import asyncio
import base64
import binascii
import hashlib
import logging
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import TypeVar, cast

from aiohttp import HttpVersion11, hdrs, web
from aiohttp.abc import AbstractStreamWriter

from server.ws import origin
from server.ws.forwarding import address_of, host_of
from server.ws.log_line import LogLine

ALLOWED_ORIGINS = web.AppKey[list[str]]("allowed_origins")
HANDSHAKE_REJECTIONS = web.AppKey[Counter["HandshakeRejection"]]("handshake_rejections")
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_VERSION = "13"
_RETRY_AFTER = "5"  # seconds
_LONGEST_SHOWN = 200  # characters of what a client wrote, in the log
_CURE = (
    "if pages from there may connect, start the server with --allow-origin {}; if this is its own "
    "page behind a proxy, have the proxy pass the Host header on, or name it in --trusted-proxy "
    "and send X-Forwarded-Host"
)
_log = logging.getLogger("chat")


class HandshakeRejection(Enum):
    """Reason for rejecting a handshake; the value is the reason in the metrics."""

    HANDSHAKE = "handshake"  # not a WebSocket handshake, or an invalid one
    ORIGIN = "origin"
    HOST = "host"  # addressed by a name that is not the server's
    SIGN_IN = "sign-in"
    CONNECTIONS = "connections"  # one more would be too many
    DRAINING = "draining"
    NAME = "name"
    NAME_TAKEN = "name-taken"
    ROOM = "room"
    ROOMS = "rooms"  # one more would be too many
    STORAGE = "storage"  # what decides on joins does not answer
    RATE_LIMIT = "rate-limited"  # joins too often
    TOO_LARGE = "too-large"  # the head of the request
    TIMEOUT = "timeout"  # the request was not complete, or its answer not taken, in time
    PENDING = "pending"  # too many connections were not upgraded, and this one gave way


@dataclass(frozen=True, slots=True)
class Handshake:
    """A valid handshake: the whole 101 response, and the subprotocol that it names, if any."""

    answer: bytes
    protocol: str | None


class UpgradeRequired(web.HTTPClientError):
    """A 426 response with the headers that tell the client how to upgrade (RFC 9110 §15.5.22)."""

    status_code = HTTPStatus.UPGRADE_REQUIRED

    def __init__(self, text: str) -> None:
        headers = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": _VERSION,
        }
        super().__init__(text=text, headers=headers)


A = TypeVar("A", bound=web.HTTPException)


def rejected(request: web.Request, why: HandshakeRejection, answer: A, **details: str | None) -> A:
    """Count and log the rejection, and return ``answer``, which the caller raises.

    A question by POST, whether a handshake would be accepted, is none, and is not counted.
    """
    if request.method != hdrs.METH_GET:
        return answer
    request.app[HANDSHAKE_REJECTIONS][why] += 1
    address, path = address_of(request), request.path[:_LONGEST_SHOWN]
    fields = {"path": path, "sentence": answer.text, **details}
    _log.info(LogLine("refuse", address=address, status=answer.status, reason=why.value, **fields))
    return answer


def service_unavailable(sentence: str) -> web.HTTPServiceUnavailable:
    """Return a 503 response with the seconds after which to retry."""
    return web.HTTPServiceUnavailable(text=sentence, headers={"Retry-After": _RETRY_AFTER})


def check(request: web.Request, protocols: tuple[str, ...] = ()) -> Handshake:
    """Check the handshake, and choose one of the supported subprotocols.

    Raises 426 for a request that is not a WebSocket upgrade, or asks for another version; 403 for a
    disallowed origin; 400 for a body, and for a missing, malformed or second key.
    """
    if request.method != hdrs.METH_GET:
        raise web.HTTPMethodNotAllowed(request.method, [hdrs.METH_GET])
    headers = request.headers
    is_upgrade = "websocket" in tokens(request, hdrs.UPGRADE)
    if (
        request.version < HttpVersion11
        or not is_upgrade
        or "upgrade" not in tokens(request, hdrs.CONNECTION)
    ):
        sentence = "This is a WebSocket address: connect with a WebSocket client."
        raise rejected(request, HandshakeRejection.HANDSHAKE, UpgradeRequired(sentence))
    expect_no_body(request)
    expect_allowed_origin(request)
    if headers.getall(hdrs.SEC_WEBSOCKET_VERSION, []) != [_VERSION]:
        sentence = "This server supports only version 13 of the WebSocket protocol."
        raise rejected(request, HandshakeRejection.HANDSHAKE, UpgradeRequired(sentence))
    lines = [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Accept: {accept_key(request)}",
    ]
    protocol = negotiate(request, protocols)
    if protocol is not None:
        lines.append(f"Sec-WebSocket-Protocol: {protocol}")
    return Handshake("\r\n".join([*lines, "", ""]).encode(), protocol)


def expect_allowed_origin(request: web.Request) -> None:
    """Raise 403 for a request of a page that may not connect to this server."""
    headers = request.headers
    stated, host = headers.getall(hdrs.ORIGIN, [None]), host_of(request)
    allowed = request.app[ALLOWED_ORIGINS]
    bad = [each for each in stated if not origin.is_allowed(each, host, allowed)]
    if bad:
        sentence = "Pages from another origin may not connect to this server."
        answer = web.HTTPForbidden(text=sentence)
        page, here = (bad[0] or "")[:_LONGEST_SHOWN], host[:_LONGEST_SHOWN]
        sides = {"origin": page, "host": here, "cure": _CURE.format(page)}
        raise rejected(request, HandshakeRejection.ORIGIN, answer, **sides)


def tokens(request: web.Request, name: str) -> list[str]:
    """Return the elements of a list header in lower case, from all of its lines (RFC 9110 §5.3)."""
    lines = request.headers.getall(name, [])
    return [token.strip().lower() for token in ",".join(lines).split(",")]


def expect_no_body(request: web.Request) -> None:
    """Reject a request with a body: its bytes would be read as frames."""
    headers = request.headers
    if hdrs.TRANSFER_ENCODING in headers or headers.get(hdrs.CONTENT_LENGTH, "0") != "0":
        bad = web.HTTPBadRequest(text="A handshake has no body.")
        bad.force_close()  # the body must not be taken for the next request
        raise rejected(request, HandshakeRejection.HANDSHAKE, bad)


def accept_key(request: web.Request) -> str:
    """Return the Sec-WebSocket-Accept for the request's key (RFC 6455 §4.2.2)."""
    keys = request.headers.getall(hdrs.SEC_WEBSOCKET_KEY, [])
    key = keys[0] if len(keys) == 1 else ""
    try:
        is_key = len(base64.b64decode(key, validate=True)) == 16
    except (binascii.Error, ValueError):
        is_key = False
    if not is_key:
        bad = web.HTTPBadRequest(text="Sec-WebSocket-Key must be 16 bytes in base64, once.")
        raise rejected(request, HandshakeRejection.HANDSHAKE, bad)
    return base64.b64encode(hashlib.sha1(key.encode() + GUID).digest()).decode()


def negotiate(request: web.Request, supported: tuple[str, ...]) -> str | None:
    """Return the first subprotocol offered by the client that is supported (RFC 6455 §4.2.2)."""
    offered = ",".join(request.headers.getall(hdrs.SEC_WEBSOCKET_PROTOCOL, ()))
    return next((name for name in map(str.strip, offered.split(",")) if name in supported), None)


def transport_of(request: web.Request) -> asyncio.Transport | None:
    """Return the transport of ``request``; None if the peer disconnected before it was answered."""
    transport = request.transport
    return None if transport is None or transport.is_closing() else transport


class _Remainder:
    """Replaces aiohttp's frame reader: collects bytes the peer sent ahead of the answer."""

    def __init__(self) -> None:
        self.data = b""

    def feed_data(self, data: bytes) -> tuple[bool, bytes]:
        self.data += data
        return False, b""

    def feed_eof(self) -> None:
        """Do nothing: the new protocol is notified of the end itself."""


def take_over(request: web.Request) -> bytes:
    """Detach aiohttp from the transport and return the bytes it read beyond the handshake.

    The transport's protocol, which is aiohttp's or stands before it, is notified that its
    connection is lost. So aiohttp releases request, parser and timers; without a transport it has
    nothing to close.
    """
    protocol, remainder = request.protocol, _Remainder()
    protocol.set_parser(remainder)  # type: ignore[arg-type]  # a reader of frames, says the type
    transport, protocol.transport = protocol.transport, None
    if transport is not None:
        cast(asyncio.Protocol, transport.get_protocol()).connection_lost(None)
    return remainder.data


class Upgraded(web.StreamResponse):
    """Response to return after ``take_over``: aiohttp has nothing left to send."""

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Do nothing: the answer is already sent."""
        return None

    async def write_eof(self, data: bytes = b"") -> None:
        """Do nothing: the response has no body."""
