"""Where the server listens: aiohttp's runner with a doorkeeper, its site with TLS."""

import asyncio
import ssl
from typing import Any

from aiohttp import web
from aiohttp.web_runner import BaseSite

from server.web.handshake_timeout import HandshakeTimeout

HANDSHAKE_TIMEOUT = web.AppKey("handshake_timeout", float)
_BACKLOG = 4096


class Runner(web.AppRunner):
    """Runs an application, and hangs up on who is too slow with the first request.

    How long that takes, in seconds, says the application's ``HANDSHAKE_TIMEOUT``; 0 or none: for
    ever, as far as we are concerned.
    """

    __slots__ = ("_handshake_timeout_watch",)

    def __init__(self, app: web.Application, **options: Any) -> None:
        super().__init__(app, **options)
        self._handshake_timeout_watch: HandshakeTimeout | None = None

    async def setup(self) -> None:
        """Starts the application and its doorkeeper."""
        await super().setup()
        timeout = self.app.get(HANDSHAKE_TIMEOUT, 0.0)
        if timeout and self.server is not None:
            self._handshake_timeout_watch = HandshakeTimeout(self.server, timeout)

    async def cleanup(self) -> None:
        """Ends both."""
        if self._handshake_timeout_watch is not None:
            self._handshake_timeout_watch.stop()
        await super().cleanup()


class Site(BaseSite):
    """A host and a port, with TLS if there is a context for it.

    TLS has a handshake of its own, before any request; it may take as long as that.
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
        """The address as it was asked for."""
        scheme = "http" if self._ssl_context is None else "https"
        return f"{scheme}://{self._host}:{self._port}"

    async def start(self) -> None:
        """Listens. Raises ``OSError`` if that cannot be."""
        await super().start()
        server = self._runner.server
        assert server is not None  # the runner is set up, or the line above had failed
        self._server = await asyncio.get_running_loop().create_server(
            server,
            self._host,
            self._port,
            ssl=self._ssl_context,
            ssl_handshake_timeout=self._handshake_timeout or None,
            backlog=self._backlog,
        )
