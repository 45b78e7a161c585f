"""Hangs up on who connects and does not finish a request: slow handshakes hold no place.

aiohttp waits a minute and more for a request's head, and a byte now and then is not asked for
at all. What it knows of its connections is looked up here and nowhere else.
"""

import asyncio

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

_LOOKS_PER_PERIOD = 8
_TICK = (0.02, 1.0)  # seconds between two looks, at the least and at the most


class HandshakeTimeout:
    """Gives each new connection of ``server`` so many seconds for its first whole request head.

    Who has sent one is left alone: a WebSocket is watched by ``ConnectionRegistry`` then, and the
    next
    request on a line that was kept alive by aiohttp's own keep-alive timeout.
    """

    def __init__(self, server: web.Server, timeout: float) -> None:
        """``timeout`` above 0. To be made inside the running loop."""
        self._loop = asyncio.get_running_loop()
        self._server = server
        self._timeout = timeout
        self._tick = min(max(timeout / _LOOKS_PER_PERIOD, _TICK[0]), _TICK[1])
        self._waiting_since: dict[RequestHandler, float] = {}
        self._timer = self._loop.call_later(self._tick, self._look)

    def stop(self) -> None:
        """Looks no more."""
        self._timer.cancel()
        self._waiting_since.clear()

    def _look(self) -> None:
        """One look at all who wait; who is not seen any more is forgotten with the old list."""
        now, before = self._loop.time(), self._waiting_since
        self._waiting_since = {
            line: before.get(line, now) for line in self._server.connections if _is_new(line)
        }
        for line, since in self._waiting_since.items():
            if now - since >= self._timeout and line.transport is not None:
                line.transport.abort()
        self._timer = self._loop.call_later(self._tick, self._look)


def _is_new(line: RequestHandler) -> bool:
    """Whether no whole request head has come yet, be it a proper one or nonsense."""
    return not line._request_count
