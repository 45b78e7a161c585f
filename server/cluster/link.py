"""The link of a node to the store: one connection for calls, and one that hears publications.

It is opened once and for all: when one of the two breaks, both are closed, and are opened again
until that succeeds. Nothing is sent a second time, because only the caller knows whether that is
right.
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from redis.asyncio.connection import AbstractConnection
from redis.exceptions import RedisError, ResponseError

from server.cluster.opening import (
    Unusable,
    connect,
    connection_to,
    expect_usable,
    explained,
)
from server.cluster.scripts import SCRIPTS, Script

RETRY = (0.05, 0.5)  # seconds between two attempts to connect: the first, and the longest
_log = logging.getLogger("chat")

Command = Sequence[str | bytes | int]
ScriptCall = tuple[Script, Sequence[str], Command]
Reply = Any  # bytes, numbers, lists of replies, None, or an error


class LinkLost(Exception):
    """Raised when the link broke during a call: nobody knows whether the store did it."""


class StoreLink:
    """A link to the store at ``address``, which counts as away after ``silence`` seconds.

    ``on_publication`` is called with a channel and what was published there. Whenever the link is
    made, ``on_up`` is awaited before anybody else may use it; ``on_down`` is called when it breaks.
    """

    def __init__(
        self,
        address: str,
        silence: float,
        on_publication: Callable[[str, bytes], None],
        on_up: Callable[[], Awaitable[None]],
        on_down: Callable[[], None],
    ) -> None:
        self._address = address
        self._silence = silence
        self._on_publication = on_publication
        self._on_up = on_up
        self._on_down = on_down
        self.is_up = False
        self._calls: AbstractConnection | None = None
        self._hearing: AbstractConnection | None = None
        self._turn = asyncio.Lock()
        self.channels: set[str] = set()  # that are heard whenever the link is up
        self._awaited: dict[str, asyncio.Future[None]] = {}
        self._heard = 0.0  # when something last came on the second connection
        self._broken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Connect, and reconnect until ``close``."""
        self._task = asyncio.create_task(self._keep_up())

    async def close(self) -> None:
        """Close both connections."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._take_down()

    async def call(self, commands: Sequence[Command]) -> list[Reply]:
        """Send ``commands`` at once and return their replies, an error in the place of a failed
        one. Raises ``LinkLost``."""
        async with self._turn:
            connection = self._calls
            if connection is None:
                raise LinkLost
            try:
                await connection.send_packed_command(connection.pack_commands(commands))
                return [await _reply(connection) for _ in commands]
            except (RedisError, OSError) as error:
                if connection is self._calls:
                    self._break(error)
                raise LinkLost from error

    async def run(self, calls: Sequence[ScriptCall], before: Sequence[Command] = ()) -> list[Reply]:
        """Run scripts, each with its keys and arguments, in one round trip; and the commands that
        go ``before`` them. Raises ``LinkLost``."""
        scripts = (script.by_digest(keys, arguments) for script, keys, arguments in calls)
        commands = [*before, *scripts]
        replies = (await self.call(commands))[len(before) :]
        for number, reply in enumerate(replies):
            if isinstance(reply, ResponseError) and str(reply).startswith("NOSCRIPT"):
                script, keys, arguments = calls[number]  # somebody has emptied the store's cache
                replies[number] = (await self.call([script.by_text(keys, arguments)]))[0]
        return replies

    async def listen(self, channels: Iterable[str]) -> None:
        """Hear ``channels`` from now on; returns when the store has confirmed it."""
        fresh = [channel for channel in channels if channel not in self.channels]
        if not fresh:
            return
        self.channels.update(fresh)
        if self._hearing is None:
            raise LinkLost
        waiting = [self._awaited.setdefault(each, _future()) for each in fresh]
        try:
            await self._hearing.send_command("SUBSCRIBE", *fresh, check_health=False)
            await asyncio.wait_for(asyncio.gather(*waiting), self._silence)
        except (RedisError, OSError, TimeoutError, LinkLost) as error:
            self._break(error)
            raise LinkLost from error

    async def forget(self, channels: Sequence[str]) -> None:
        """Hear ``channels`` no longer."""
        self.channels.difference_update(channels)
        await self._send_aside("UNSUBSCRIBE", *channels)

    async def expect_sound(self) -> None:
        """Break the link if nothing is heard on its second connection: that is asked each time."""
        if asyncio.get_running_loop().time() - self._heard > self._silence:
            self._break(TimeoutError("nothing is heard"))
        await self._send_aside("PING")

    async def _send_aside(self, *command: str) -> None:
        if self._hearing is not None:
            try:
                await self._hearing.send_command(*command, check_health=False)
            except (RedisError, OSError) as error:
                self._break(error)

    async def _keep_up(self) -> None:
        pause, is_known = RETRY[0], False
        while True:
            try:
                await self._open()
                hearing = asyncio.create_task(self._hear())
                await self._on_up()
                self.is_up, pause, is_known = True, RETRY[0], False
                await self._broken.wait()
                hearing.cancel()
            except (RedisError, OSError, Unusable, LinkLost) as error:
                if not is_known:
                    _log.error("store: %s", explained(self._address, error))
                is_known = True
            except Exception:
                _log.exception("store: the link could not be set up")
            self._take_down()
            await asyncio.sleep(pause)
            pause = min(2 * pause, RETRY[1])

    async def _open(self) -> None:
        self._broken.clear()
        self._calls = connection_to(self._address, self._silence)
        self._hearing = connection_to(self._address, self._silence)
        await connect(self._calls)
        await expect_usable(self._address, self._calls)
        await self.call([("SCRIPT", "LOAD", script.text) for script in SCRIPTS])
        await connect(self._hearing)
        self._heard = asyncio.get_running_loop().time()
        if self.channels:
            await self._hearing.send_command("SUBSCRIBE", *self.channels, check_health=False)

    async def _hear(self) -> None:
        connection, loop = self._hearing, asyncio.get_running_loop()
        assert connection is not None
        try:
            while True:
                kind, *rest = await connection.read_response(timeout=math.inf)
                self._heard = loop.time()
                if kind == b"message":
                    self._on_publication(rest[0].decode(), rest[1])
                elif kind == b"subscribe" and (done := self._awaited.pop(rest[0].decode(), None)):
                    _settle(done)
        except (RedisError, OSError) as error:
            if connection is self._hearing:
                self._break(error)

    def _break(self, error: Exception) -> None:
        if self.is_up:
            _log.error("store: %s", explained(self._address, error))
        self._broken.set()
        self._take_down()

    def _take_down(self) -> None:
        was_up, self.is_up = self.is_up, False
        for connection in (self._calls, self._hearing):
            if connection is not None:
                _drop(connection)
        self._calls = self._hearing = None
        for waiting in self._awaited.values():
            if not waiting.done():
                waiting.set_exception(LinkLost())
                waiting.exception()  # nobody may wait for it
        self._awaited.clear()
        if was_up:
            self._on_down()


def _future() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


def _settle(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)


def _drop(connection: AbstractConnection) -> None:
    """Close a connection at once, without a word to the store."""
    writer, connection._writer = connection._writer, None
    connection._reader = None
    if writer is not None:
        writer.transport.abort()


async def _reply(connection: AbstractConnection) -> Reply:
    try:
        return await connection.read_response()
    except ResponseError as error:
        return error
