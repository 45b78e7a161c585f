"""aiohttp's side of a connection that is no WebSocket yet, and how far its requests have come.

Only this module, and ``take_over`` in ``server.ws.handshake``, depend on the internals of aiohttp.
"""

import asyncio
from collections.abc import Coroutine
from enum import Enum, auto
from inspect import CORO_CREATED, getcoroutinestate
from typing import Any, cast

from aiohttp import web
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader

_QUEUED = 2  # requests that wait for an answer to an earlier one; then nothing more is read


class Progress(Enum):
    """Progress of a request with the last bytes of its client."""

    HEAD = auto()  # the end of a request's head, valid or not
    BODY = auto()  # a piece of a body
    NONE = auto()  # neither: a part of a head, of trailers, or of the framing of a body


# Names of their own: looking a member up in its enumeration costs more than comparing it.
HEAD, BODY, NONE = Progress


class HttpRequests:
    """The requests of one connection, which aiohttp reads and answers."""

    __slots__ = ("_body", "_body_size", "heads", "protocol")

    def __init__(self, server: web.Server, transport: asyncio.Transport) -> None:
        self.protocol = server()
        # aiohttp would read 32 requests ahead, each with a head of the largest size.
        self.protocol._max_msg_queue_size = _QUEUED
        self.protocol._msg_queue_resume_size = _QUEUED - 1
        # The registry limits the time until the first request, and aiohttp needs no timer for it.
        keep_alive, self.protocol._keepalive_timeout = self.protocol._keepalive_timeout, 0.0
        self.protocol.connection_made(transport)
        self.protocol._keepalive_timeout = keep_alive
        self.heads = 0  # that have arrived, valid or not
        self._body: StreamReader = EMPTY_PAYLOAD  # of the last request
        self._body_size = 0

    @property
    def is_answered(self) -> bool:
        """True if there is no request that aiohttp has not answered yet."""
        waiter = self.protocol._waiter
        is_waiting = waiter is not None and not waiter.done() and not self.protocol._messages
        return is_waiting or self.heads == 0

    def receive(self, data: bytes) -> Progress:
        """Process ``data``, and return what came with it."""
        protocol = self.protocol
        protocol.data_received(data)
        if protocol._request_count != self.heads:
            self.heads = protocol._request_count
            self._body = protocol._messages[-1][1] if protocol._messages else EMPTY_PAYLOAD
            self._body_size = self._body.total_bytes
            return HEAD
        if self._body.total_bytes != self._body_size:
            self._body_size = self._body.total_bytes
            return BODY
        return NONE

    def forget(self) -> None:
        """Have aiohttp forget the connection without closing it."""
        self.protocol.transport = None
        self.end(None)

    def end(self, exc: Exception | None) -> None:
        """Tell aiohttp that the connection is lost."""
        protocol, task = self.protocol, self.protocol._task_handler
        protocol.connection_lost(exc)
        if task is not None and not protocol._request_in_progress and _is_new(task):
            task.cancel()  # it would fail without a connection


def _is_new(task: asyncio.Task[None]) -> bool:
    """Return True if the task has not run yet."""
    return getcoroutinestate(cast(Coroutine[Any, Any, None], task.get_coro())) == CORO_CREATED
