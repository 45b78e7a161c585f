"""Listening: aiohttp's runner with a handshake timeout, and its site with TLS."""

import asyncio
import ssl
from typing import Any

from aiohttp import web
from aiohttp.web_runner import BaseSite

from server.web.handshake_timeout import HandshakeTimeout

HANDSHAKE_TIMEOUT = web.AppKey("handshake_timeout", float)
_BACKLOG = 4096


class Runner(web.AppRunner):
    """Application runner that disconnects clients whose first request takes too long.

    The application's ``HANDSHAKE_TIMEOUT`` is in seconds; 0 or none leaves the timeout to aiohttp.
    """

    __slots__ = ("_handshake_timeout_watch",)

    def __init__(self, app: web.Application, **options: Any) -> None:
        super().__init__(app, **options)
        self._handshake_timeout_watch: HandshakeTimeout | None = None

    async def setup(self) -> None:
        """Start the application and the handshake timeout."""
        await super().setup()
        timeout = self.app.get(HANDSHAKE_TIMEOUT, 0.0)
        if timeout and self.server is not None:
            self._handshake_timeout_watch = HandshakeTimeout(self.server, timeout)

    async def cleanup(self) -> None:
        """Stop the handshake timeout and the application."""
        if self._handshake_timeout_watch is not None:
            self._handshake_timeout_watch.stop()
        await super().cleanup()


class Site(BaseSite):
    """A host and a port, with TLS if a context is given.

    ``HANDSHAKE_TIMEOUT`` limits the TLS handshake separately, before any request.
    """

    __slots__ = ("_handshake_timeout", "_host", "_port")

    def __init__(
        self, runner: Runner, host: str, port: int, context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(runner, ssl_context=context, backlog=_BACKLOG)
        self._host = host
        self._port = port
        self._handshake_timeout = runner.app.get(HANDSHAKE_TIMEOUT, 0.0) if context else 0.0

    @property
    def name(self) -> str:
        """The address as configured."""
        scheme = "http" if self._ssl_context is None else "https"
        return f"{scheme}://{self._host}:{self._port}"

    async def start(self) -> None:
        """Start listening. Raises ``OSError`` if that fails."""
        await super().start()
        server = self._runner.server
        assert server is not None  # super().start() fails unless the runner is set up
        self._server = await asyncio.get_running_loop().create_server(
            server,
            self._host,
            self._port,
            ssl=self._ssl_context,
            ssl_handshake_timeout=self._handshake_timeout or None,
            backlog=self._backlog,
        )
