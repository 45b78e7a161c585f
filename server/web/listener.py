"""Listening: aiohttp's runner and its site, with bounds on what is not a WebSocket yet."""

import asyncio
import socket
import ssl
from collections import Counter
from functools import partial
from typing import Any

from aiohttp import web
from aiohttp.web_runner import BaseSite

from server.web.accept_watch import BACKLOG, AcceptWatch
from server.web.pending_connection import MOST_HEAD, PendingConnection
from server.web.pending_registry import PendingLimits, PendingRegistry
from server.ws.handshake import HANDSHAKE_REJECTIONS

PENDING_LIMITS = web.AppKey("pending_limits", PendingLimits)
# Connections that asyncio accepts before it reads from them, so that few are pending at a time.
_AT_ONCE = 8
_READ_BUFFER = 16 * 1024  # bytes; aiohttp keeps twice as many of a body that nobody reads


class Runner(web.AppRunner):
    """Application runner whose connections are bounded by the application's ``PENDING_LIMITS``
    until they are upgraded. ``options`` are those of aiohttp's ``AppRunner``."""

    __slots__ = ("_pending",)

    def __init__(self, app: web.Application, **options: Any) -> None:
        # Whole heads are bounded: one long line is, too, before aiohttp finds it too long.
        lines = {"max_line_size": 2 * MOST_HEAD, "max_field_size": 2 * MOST_HEAD}
        super().__init__(app, **{**lines, "read_bufsize": _READ_BUFFER, **options})
        self._pending: PendingRegistry | None = None

    @property
    def pending(self) -> PendingRegistry:
        """The connections that are not upgraded. Raises ``RuntimeError`` before ``setup``."""
        if self._pending is None:
            raise RuntimeError("call setup() first")
        return self._pending

    async def setup(self) -> None:
        """Start the application, and the limits on its connections."""
        await super().setup()
        if self.server is not None:
            limits = self.app.get(PENDING_LIMITS, PendingLimits())
            rejections = self.app.get(HANDSHAKE_REJECTIONS, Counter())
            self._pending = PendingRegistry(self.server, limits, rejections)

    async def cleanup(self) -> None:
        """Stop the application, and close all connections that are not upgraded."""
        await super().cleanup()
        if self._pending is not None:
            self._pending.stop()


class Site(BaseSite):
    """A host and a port, or a socket that is bound, with TLS if a context is given."""

    __slots__ = ("_bound", "_context", "_host", "_pending", "_port", "_watch")

    def __init__(
        self,
        runner: Runner,
        host: str,
        port: int,
        context: ssl.SSLContext | None = None,
        bound: socket.socket | None = None,
    ) -> None:
        super().__init__(runner, ssl_context=context, backlog=BACKLOG)
        self._pending = runner.pending
        self._host = host
        self._port = port
        self._context = context
        self._bound = bound
        self._watch: AcceptWatch | None = None

    @property
    def watch(self) -> AcceptWatch:
        """Watches the sockets. Raises ``RuntimeError`` before ``start``."""
        if self._watch is None:
            raise RuntimeError("call start() first")
        return self._watch

    @property
    def name(self) -> str:
        """The address as configured."""
        scheme = "http" if self._context is None else "https"
        return f"{scheme}://{self._host}:{self._port}"

    async def start(self) -> None:
        """Start listening. Raises ``OSError`` if that fails."""
        await super().start()
        bound, address = self._bound, {"host": self._host, "port": self._port}
        accepting = self._accept(**address) if bound is None else self._accept_on(bound)
        self._server = server = await accepting
        self._watch = AcceptWatch(server, self._accept_on)

    async def stop(self) -> None:
        """Stop listening."""
        if self._watch is not None:
            self._watch.stop()
        await super().stop()

    async def _accept_on(self, listening: socket.socket) -> asyncio.Server:
        return await self._accept(sock=listening)

    async def _accept(self, **where: Any) -> asyncio.Server:
        accept = partial(PendingConnection, self._pending, self._context)
        loop = asyncio.get_running_loop()
        if "sock" in where and where["sock"].family == socket.AF_UNIX:
            return await loop.create_unix_server(accept, **where, backlog=_AT_ONCE)
        return await loop.create_server(accept, **where, backlog=_AT_ONCE)
