"""Accepting connections while descriptors or memory are short: noticed, logged, and survived.

When ``accept`` fails, asyncio tries again after a second, and logs each failure with its traceback.
uvloop closes the listening socket without a word. Both are mended here.
"""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

BACKLOG = 4096  # connections that the system keeps until they are accepted
_SHORTAGES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_TICK = 1.0  # seconds between two checks
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
    """Watches the listening sockets of a server, and listens again where the event loop has closed
    one."""

    def __init__(self, sockets: Iterable[socket.socket], listen: Listen) -> None:
        """``listen`` starts a server on a socket. Raises ``OSError`` if there is no descriptor."""
        self._loop = asyncio.get_running_loop()
        self._listen = listen
        self._shortage = ShortageLog(self._loop)
        # Our own descriptors keep the sockets open, with the connections that wait there.
        self._sockets = {_duplicate(each.fileno()): each.fileno() for each in sockets}
        for each in self._sockets:
            each.listen(BACKLOG)
        self._servers: list[asyncio.Server] = []  # that have been started again
        self._restarting: asyncio.Task[None] | None = None
        self._timer = self._loop.call_later(_TICK, self.check)

    def check(self) -> None:
        """Log it if there is no descriptor left, and restart what has stopped listening."""
        self._timer = self._loop.call_later(_TICK, self.check)
        closed = [each for each, used in self._sockets.items() if not _is_same(each, used)]
        if self._restarting is None or self._restarting.done():
            self._restarting = self._loop.create_task(self._restart(closed))

    def stop(self) -> None:
        """Stop watching, and close the sockets."""
        self._timer.cancel()
        if self._restarting is not None:
            self._restarting.cancel()
        for server in self._servers:
            server.close()
        for each in self._sockets:
            each.close()

    async def _restart(self, closed: Iterable[socket.socket]) -> None:
        try:
            os.close(os.dup(next(iter(self._sockets)).fileno()))
            for each in closed:
                server = await self._listen(each.dup())
                self._servers.append(server)
                self._sockets[each] = server.sockets[0].fileno()
                each.listen(BACKLOG)
        except OSError as error:
            self._shortage.report(error)


def _duplicate(descriptor: int) -> socket.socket:
    return socket.socket(fileno=os.dup(descriptor))


def _is_same(ours: socket.socket, descriptor: int) -> bool:
    """Return True if both are the same open socket."""
    try:
        return os.path.sameopenfile(ours.fileno(), descriptor)
    except OSError:
        return False
