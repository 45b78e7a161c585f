"""The link of a node to the store: one connection for calls, and one that hears publications.

It is opened once and for all: when one of the two breaks, both are closed, and are opened again
until that succeeds. Nothing is sent a second time, because only the caller knows whether that is
right.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

from redis.exceptions import RedisError, ResponseError

from server.cluster.opening import Unusable, connect, connection_to, expect_usable, explained
from server.cluster.scripts import SCRIPTS, Script
from server.cluster.wire import Calls, Command, Reply, Wire

RETRY = (0.05, 0.5)  # seconds between two attempts to connect: the first, and the longest
_log = logging.getLogger("chat")

ScriptCall = tuple[Script, Sequence[str], Command]


class LinkLost(Exception):
    """Raised when the link broke during a call: nobody knows whether the store did it."""


class StoreLink:
    """A link to the store at ``address``, which counts as away after ``silence`` seconds.

    ``on_publication`` is called with a channel and the publication. Whenever the link is made,
    ``on_up`` is awaited before anybody else may use it; ``on_down`` is called when it breaks.
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
        self.number = 0  # of the link that is there now, or was last
        self._loop = asyncio.get_running_loop()
        self._calls: Calls | None = None
        self._hearing: Wire | None = None
        self.channels: set[str] = set()  # that are heard whenever the link is up
        self._awaited: dict[str, asyncio.Future[None]] = {}
        self._heard = 0.0  # when something last came on the second connection
        self._broken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Connect, and reconnect until ``close``."""
        self._task = self._loop.create_task(self._keep_up())

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
        if self._calls is None:
            raise LinkLost
        return await self._calls.call(commands)

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

    # -- publications

    async def listen(self, channels: Iterable[str]) -> None:
        """Hear ``channels`` from now on; returns when the store has confirmed it. Raises
        ``LinkLost``."""
        fresh = [channel for channel in channels if channel not in self.channels]
        self.channels.update(fresh)
        await self._subscribe(fresh)

    async def _subscribe(self, channels: Sequence[str]) -> None:
        if not channels:
            return
        if self._hearing is None:
            raise LinkLost
        waiting = [self._awaited.setdefault(each, self._loop.create_future()) for each in channels]
        self._hearing.send([("SUBSCRIBE", *channels)])
        try:
            await asyncio.wait_for(asyncio.gather(*waiting), self._silence)
        except TimeoutError as error:
            self._break(error)
            raise LinkLost from error

    def forget(self, channels: Sequence[str]) -> None:
        """Hear ``channels`` no longer."""
        self.channels.difference_update(channels)
        if self._hearing is not None:
            self._hearing.send([("UNSUBSCRIBE", *channels)])

    def expect_sound(self) -> None:
        """Break the link if nothing is heard on its second connection: that is asked each time."""
        if self._loop.time() - self._heard > self._silence:
            self._break(TimeoutError("nothing is heard"))
        elif self._hearing is not None:
            self._hearing.send([("PING",)])

    def _hear(self, reply: Reply) -> None:
        self._heard = self._loop.time()
        if not isinstance(reply, list):
            return
        kind, *rest = reply
        if kind == b"message":
            self._on_publication(rest[0].decode(), rest[1])
        elif kind == b"subscribe":
            confirmed = self._awaited.pop(rest[0].decode(), None)
            if confirmed is not None and not confirmed.done():
                confirmed.set_result(None)

    # -- the connections

    async def _keep_up(self) -> None:
        pause, is_known = RETRY[0], False
        while True:
            try:
                await self._open()
                await self._on_up()
                self.is_up, pause, is_known = True, RETRY[0], False
                await self._broken.wait()
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
        self.number += 1
        calls = connection_to(self._address, self._silence)
        await connect(calls)
        await expect_usable(self._address, calls)
        self._calls = Calls(calls, self._silence, self._break)
        await self.call([("SCRIPT", "LOAD", script.text) for script in SCRIPTS])
        hearing = connection_to(self._address, self._silence)
        await connect(hearing)
        self._heard = self._loop.time()
        self._hearing = Wire(hearing, self._hear, self._break)
        await self._subscribe(list(self.channels))

    def _break(self, error: Exception) -> None:
        if self.is_up:
            _log.error("store: %s", explained(self._address, error))
        self._broken.set()
        self._take_down()

    def _take_down(self) -> None:
        was_up, self.is_up = self.is_up, False
        calls, self._calls = self._calls, None
        hearing, self._hearing = self._hearing, None
        if calls is not None:
            calls.drop(LinkLost())
        if hearing is not None:
            hearing.drop()
        for waiting in self._awaited.values():
            if not waiting.done():
                waiting.set_exception(LinkLost())
                waiting.exception()  # nobody may wait for it
        self._awaited.clear()
        if was_up:
            self._on_down()
