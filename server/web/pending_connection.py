"""A connection that is not a WebSocket, or not yet: it hands its bytes to aiohttp, within bounds.

Bounded are the bytes of a head, the bytes that are read behind an unanswered request, and those of
an answer that the client does not take. ``PendingRegistry`` bounds the number of such connections,
and the time that each takes.
"""

import asyncio
import ssl
from typing import Protocol, cast

from aiohttp import web

from server.web import tls
from server.web.detached import DETACHED
from server.web.http_requests import HEAD, NONE, HttpRequests
from server.web.network import network_of
from server.ws.forwarding import UNKNOWN
from server.ws.handshake import HandshakeRejection

MOST_HEAD = 16 * 1024  # bytes of a request's head, or of its trailers
_MOST_UNSENT = 16 * 1024  # bytes that wait for a client before aiohttp waits, too
_SENTENCE = f"The head of a request must have at most {MOST_HEAD:,} bytes."
_TOO_LARGE = (
    "HTTP/1.1 431 Request Header Fields Too Large\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    f"Content-Length: {len(_SENTENCE)}\r\n"
    f"Connection: close\r\n\r\n{_SENTENCE}"
).encode()


class PendingOwner(Protocol):
    """The registry that a pending connection belongs to."""

    loop: asyncio.AbstractEventLoop
    server: web.Server
    input: memoryview  # the buffer for what is read, shared by all connections

    def add(self, connection: "PendingConnection") -> None:
        """Count a connection; another one may have to give way."""

    def refresh(self, connection: "PendingConnection") -> None:
        """Have others give way before this connection, which has sent a request."""

    def remove(self, connection: "PendingConnection") -> None:
        """Forget a connection, if it is known."""

    def count(self, why: HandshakeRejection, address: str) -> None:
        """Count a connection that is turned away, and whose peer has this address."""


class PendingConnection(asyncio.BufferedProtocol):
    """The protocol of a connection until it is upgraded or closed."""

    __slots__ = (
        "_context",
        "_early",
        "_has_ended",
        "_network",
        "_owner",
        "_since",
        "_transport",
        "_unfinished",
        "requests",
    )

    def __init__(self, owner: PendingOwner, context: ssl.SSLContext | None) -> None:
        """With a ``context``, the client must first complete a TLS handshake."""
        self._owner = owner
        self._context = context
        self._transport: asyncio.Transport | None = None
        self._early = b""  # read before the TLS transport was handed out
        self.requests: HttpRequests | None = None  # none before the first byte
        self._network: bytes | None = None  # looked up only when connections must give way
        self._unfinished = 0  # bytes since the end of a head, or a piece of a body
        self._since = self._owner.loop.time()  # that the client has owed something
        self._has_ended = False  # nothing more is processed

    # -- the registry calls

    def is_overdue(self, now: float, timeout: float) -> bool:
        """Return True if the client has owed something for ``timeout`` seconds: a TLS handshake, a
        whole request, or taking the answer."""
        if self._is_at_rest:
            self._since = now
        return now - self._since >= timeout

    @property
    def network(self) -> bytes:
        """Network of the client."""
        if self._network is None:
            self._network = b"" if self._transport is None else network_of(self._transport)
        return self._network

    @property
    def address(self) -> str:
        """Address of the peer, as the log shows it."""
        peer = self._transport and self._transport.get_extra_info("peername")
        return str(peer[0]) if isinstance(peer, tuple) and peer else UNKNOWN

    def abort(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    @property
    def _is_at_rest(self) -> bool:
        """True between two requests; aiohttp's keep-alive timeout limits that time."""
        requests, transport = self.requests, self._transport
        if requests is None or transport is None or transport.is_closing():
            return False
        is_answered = requests.heads > 0 and requests.is_answered and not self._unfinished
        return is_answered and not transport.get_write_buffer_size()

    # -- the event loop calls

    def connection_made(self, made: asyncio.BaseTransport) -> None:
        """Count the connection, and begin with TLS, if it is wanted."""
        self._transport = cast(asyncio.Transport, made)
        self._owner.add(self)
        if self._context is not None:
            loop, transport = self._owner.loop, self._transport
            tls.begin_handshake(loop, transport, self, self._context, self._end_tls)

    def _end_tls(self, secured: asyncio.Transport | None) -> None:
        if secured is None:
            self.connection_lost(None)
        elif not self._has_ended:
            self._transport, self._context = secured, None
            early, self._early = self._early, b""
            if early:
                self._receive(secured, early)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return the shared buffer: what is read into it is processed before anything else."""
        return self._owner.input

    def buffer_updated(self, nbytes: int) -> None:
        """Process what was read."""
        data = bytes(self._owner.input[:nbytes])
        if self._context is not None:
            self._early += data
            if len(self._early) > MOST_HEAD:
                self.abort()
        elif self._transport is not None and not self._has_ended:
            self._receive(self._transport, data)

    def pause_writing(self) -> None:
        """Have aiohttp wait: the client does not take its answer."""
        if self.requests is not None:
            self.requests.protocol.pause_writing()

    def resume_writing(self) -> None:
        """Have aiohttp go on: the client has taken its answer."""
        if self.requests is not None:
            self.requests.protocol.resume_writing()

    def eof_received(self) -> bool:
        """Close the connection when everything is sent that was written."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection: it has closed, or is about to be a WebSocket."""
        self._has_ended = True
        self._owner.remove(self)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.set_protocol(DETACHED)
        requests, self.requests = self.requests, None
        if requests is not None:
            requests.end(exc)

    # -- bytes

    def _receive(self, transport: asyncio.Transport, data: bytes) -> None:
        if self.requests is None:
            transport.set_write_buffer_limits(high=_MOST_UNSENT)
            self.requests = HttpRequests(self._owner.server, transport)
        progress = self.requests.receive(data)
        if progress is NONE:
            self._unfinished += len(data)
            if self._unfinished > MOST_HEAD:
                self._reject(transport, self.requests)
        else:
            self._unfinished = 0
            if progress is HEAD and self.requests.heads > 1:  # the first is due since the start
                self._renew(transport)

    def _renew(self, transport: asyncio.Transport) -> None:
        """Another request has come: its time begins now, unless an earlier answer is not taken."""
        if not transport.get_write_buffer_size():
            self._since = self._owner.loop.time()
        self._owner.refresh(self)

    def _reject(self, transport: asyncio.Transport, requests: HttpRequests) -> None:
        """Answer a head that is too large, or hang up if an earlier answer would be cut in two.

        What the client still sends is read and dropped: closing the socket with unread bytes would
        reset the connection, and could destroy the answer on its way.
        """
        self._owner.count(HandshakeRejection.TOO_LARGE, self.address)
        is_answered = requests.is_answered
        requests.forget()
        self.requests, self._has_ended = None, True
        if not is_answered:
            transport.abort()
            return
        transport.write(_TOO_LARGE)
        if transport.can_write_eof():
            transport.write_eof()
