"""Accepting connections while descriptors or memory are short: noticed, logged, and survived.

When ``accept`` fails, asyncio tries again after a second, and logs each failure with its traceback.
uvloop logs nothing, and tries again at once without end. Both are mended here.
"""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from typing import Any

BACKLOG = 4096  # connections that the system keeps until they are accepted
_SHORTAGES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_TICK = 1.0  # seconds between two checks
_SPARE = 4  # descriptors; suspending frees one, which must not be enough to resume
QUIET = 5.0  # seconds between two lines about a shortage, at least
_log = logging.getLogger("chat")

Listen = Callable[[socket.socket], Awaitable[asyncio.Server]]


class ShortageLog:
    """Says in the log what is short, and what to do; however often it is told, one line now and
    then."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take over from ``loop`` the exceptions that are due to a shortage."""
        self._loop = loop
        self._quiet_until = loop.time()
        self._handle_others = loop.get_exception_handler()
        loop.set_exception_handler(self._handle)

    def report(self, error: OSError) -> None:
        """Log a shortage."""
        if self._loop.time() < self._quiet_until:
            return
        self._quiet_until = self._loop.time() + QUIET
        _log.error(
            "connections cannot be accepted: %s; raise the limit on open files (ulimit -n), or "
            "lower --max-connections and --max-pending",
            error.strerror or error,
        )

    def _handle(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in _SHORTAGES:
            self.report(error)
        elif self._handle_others is not None:
            self._handle_others(loop, context)
        else:
            loop.default_exception_handler(context)


class AcceptWatch:
    """Watches whether a server can accept connections, and does not let it try while it cannot.

    Meanwhile, connections wait in the system, and the open ones go on.
    """

    def __init__(self, server: asyncio.Server, listen: Listen) -> None:
        """``listen`` starts a server on a socket. Raises ``OSError`` if there is no descriptor."""
        self._loop = asyncio.get_running_loop()
        self._shortage = ShortageLog(self._loop)
        self._listen = listen
        self._servers = [server]  # none while the server does not accept
        # Our own descriptors keep the sockets open, with the connections that wait there.
        self._sockets = [socket.socket(fileno=os.dup(each.fileno())) for each in server.sockets]
        for each in self._sockets:
            each.listen(BACKLOG)
        self._resuming: asyncio.Task[None] | None = None
        self._timer = self._loop.call_later(_TICK, self.check)

    @property
    def is_accepting(self) -> bool:
        """True unless accepting is suspended."""
        return bool(self._servers)

    def check(self) -> None:
        """Log a shortage and suspend accepting, or resume it when there is none any more."""
        self._timer = self._loop.call_later(_TICK, self.check)
        try:
            expect_spare(self._sockets[0].fileno())
        except OSError as error:
            self._shortage.report(error)
            self._suspend()
        else:
            if not self.is_accepting and (self._resuming is None or self._resuming.done()):
                self._resuming = self._loop.create_task(self._resume())

    def stop(self) -> None:
        """Stop watching and listening."""
        self._timer.cancel()
        if self._resuming is not None:
            self._resuming.cancel()
        for server in self._servers:
            server.close()
        for each in self._sockets:
            each.close()

    def _suspend(self) -> None:
        if isinstance(self._loop, asyncio.SelectorEventLoop):
            return  # asyncio waits for a second by itself
        for server in self._servers:
            server.close()
        self._servers = []

    async def _resume(self) -> None:
        try:
            for each in self._sockets:
                self._servers.append(await self._listen(each.dup()))
                each.listen(BACKLOG)
        except OSError as error:
            self._shortage.report(error)
            self._suspend()


def expect_spare(descriptor: int) -> None:
    """Raise ``OSError`` if there are not a few descriptors left."""
    copies: list[int] = []
    try:
        for _ in range(_SPARE):
            copies.append(os.dup(descriptor))
    finally:
        for copy in copies:
            os.close(copy)
