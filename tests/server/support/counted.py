"""A chat whose clients count what they receive, for comparison with the server's counters."""

import json
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from aiohttp import web

from alicebob.transport.prometheus import Series, read
from server.config.settings import Settings
from server.store.memory import MemoryStore
from server.web.app import build
from server.ws.frames import CLOSE, TEXT
from tests.server.support.client_frames import masked
from tests.server.support.requests import ask
from tests.server.support.serving import Peer, knocking, serving


class UnhurriedStore(MemoryStore):
    """Memory store that is called outside the event loop, as one that writes files is."""

    is_instant = False


class HeldStore(UnhurriedStore):
    """Store that can be held, and then stores nothing until released."""

    def __init__(self) -> None:
        super().__init__(1000, 1000)
        self.is_free, self.is_asked = threading.Event(), threading.Event()
        self.is_free.set()

    def commit(self) -> None:
        if not self.is_free.is_set():
            self.is_asked.set()
            self.is_free.wait()


def chat_with(store: type[MemoryStore], settings: Settings | None = None) -> web.Application:
    return build(settings or Settings(), store(1000, 1000))


class Visitor:
    """A client that reads frame by frame."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.heard: list[Mapping[str, Any]] = []

    def send_message(self, **fields: object) -> None:
        self.peer.send(masked(TEXT, json.dumps(fields).encode()))

    def say_plainly(self, *texts: str) -> None:
        self.peer.send(b"".join(masked(TEXT, text.encode()) for text in texts))

    async def hears(self, **fields: object) -> Mapping[str, Any]:
        """Read until a frame with these ``fields`` arrives, and return it."""
        while True:
            frame = await self._next()
            assert frame is not None
            if fields.items() <= frame.items():
                return frame

    async def hears_all(self) -> None:
        """Read until the connection is closed."""
        while await self._next() is not None:
            pass

    def count(self, *kinds: str) -> int:
        """Return the number of frames of these types received so far."""
        return sum(frame["type"] in kinds for frame in self.heard)

    async def _next(self) -> Mapping[str, Any] | None:
        opcode, payload = await self.peer.frame()
        if opcode == CLOSE:
            return None
        frame: Mapping[str, Any] = json.loads(payload)
        self.heard.append(frame)
        return frame


@asynccontextmanager
async def visitors(app: web.Application, *paths: str) -> AsyncIterator[tuple[int, list[Visitor]]]:
    """Serves ``app``, with somebody come by each of ``paths``; gives the port, too."""
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(serving(app))
        peers = [await stack.enter_async_context(knocking(port, path)) for path in paths]
        yield port, [Visitor(peer) for peer in peers]


async def counted(port: int) -> Mapping[Series, float]:
    """Return the server's counters."""
    return read((await ask(port, "/metrics")).body.decode())


async def counted_once(port: int, series: Series, value: float) -> Mapping[Series, float]:
    """The counts as soon as one of them is ``value``."""
    while True:
        counters = await counted(port)
        if counters.get(series) == value:
            return counters
