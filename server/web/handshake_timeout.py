"""Disconnect clients that connect and do not complete a request.

aiohttp waits more than a minute for a request's head, and even longer if bytes trickle in. Only
this module reads aiohttp's internal list of connections.
"""

import asyncio

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

_POLLS_PER_TIMEOUT = 8
_TICK = (0.02, 1.0)  # minimum and maximum seconds between two polls


class HandshakeTimeout:
    """Abort connections of ``server`` without a complete request head after the timeout.

    Later timeouts are not its concern: ``ConnectionRegistry`` watches WebSockets, and aiohttp's
    keep-alive timeout limits the wait for the next request on a connection.
    """

    def __init__(self, server: web.Server, timeout: float) -> None:
        """Start polling. ``timeout`` is in seconds, above 0; needs a running event loop."""
        self._loop = asyncio.get_running_loop()
        self._server = server
        self._timeout = timeout
        self._tick = min(max(timeout / _POLLS_PER_TIMEOUT, _TICK[0]), _TICK[1])
        self._waiting_since: dict[RequestHandler, float] = {}
        self._timer = self._loop.call_later(self._tick, self.poll)

    def stop(self) -> None:
        """Stop polling."""
        self._timer.cancel()
        self._waiting_since.clear()

    def poll(self) -> None:
        """Poll all waiting connections, and forget those that no longer wait."""
        self._timer = self._loop.call_later(self._tick, self.poll)
        now, before = self._loop.time(), self._waiting_since
        self._waiting_since = {
            connection: before.get(connection, now)
            for connection in self._server.connections
            if _is_new(connection)
        }
        for connection, since in self._waiting_since.items():
            if now - since >= self._timeout and connection.transport is not None:
                connection.transport.abort()


def _is_new(connection: RequestHandler) -> bool:
    """Return whether no complete request head, valid or not, has arrived yet."""
    return not connection._request_count
