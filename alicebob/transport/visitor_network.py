"""The network between a visitor's browser and the server: a reverse proxy, which can also fail."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from concurrent.futures import Future

from alicebob.model.site import Site
from alicebob.transport.address import Address
from alicebob.transport.self_signed import self_signed

_MOST_HEAD = 65_536  # bytes
_PIECE = 65_536
_END_OF_HEAD = b"\r\n\r\n"
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_PLAIN_SERVER = ("/assets/", "/chat")  # where a server that speaks plain only answers, beside /


class VisitorNetwork:
    """Forwards every connection of one visitor, until it is cut or stalled.

    New connections go to ``target``, which may be set."""

    def __init__(self, target: Address, site: Site) -> None:
        self.target, self._site = target, site
        self._server: asyncio.Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open = set[asyncio.StreamWriter]()
        self._serving = set[asyncio.Task[None]]()
        self._answers, self._requests = asyncio.Event(), asyncio.Event()
        self._is_cut = False
        self._port = 0

    async def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Listen at a free port of this machine, on the thread of ``loop``."""
        self._loop = loop
        self._answers.set()
        self._requests.set()
        tls = self_signed() if self._site.is_tls else None
        self._server = await asyncio.start_server(
            self._serve, "localhost", await _free_port(), limit=_MOST_HEAD, ssl=tls
        )
        self._port = self._server.sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        """The address of the page, which ends in a slash."""
        scheme = "https" if self._site.is_tls else "http"
        return f"{scheme}://{self._authority}{self._site.path}/"

    @property
    def _authority(self) -> str:
        return f"localhost:{self._port}"

    def is_at(self, url: str) -> bool:
        """Return True for an address of this network."""
        return url.split("/")[2] == self._authority

    def cut(self) -> None:
        """Lose all connections, and refuse new ones."""
        self._call(self._cut)

    def mend(self) -> None:
        """Forward everything again, also what was held back."""
        self._call(self._mend)

    def stall(self) -> None:
        """Hold back everything, in both directions, without a word."""
        self._call(self._requests.clear)
        self._call(self._answers.clear)

    def hold_answers(self) -> None:
        """Hold back what the server sends."""
        self._call(self._answers.clear)

    def leave_behind(self) -> None:
        """Forward new connections, while those that are held back stay so."""
        self._call(self._leave_behind)

    async def close(self) -> None:
        """End everything; on the thread of the network."""
        if self._server is not None:
            self._server.close()
        self._cut()
        serving = list(self._serving)
        for each in serving:
            each.cancel()
        await asyncio.gather(*serving, return_exceptions=True)

    def _call(self, act: Callable[[], object]) -> None:
        """Act on the thread of the network, and wait until it is done."""
        assert self._loop is not None, "the network has not been started"
        done = Future[None]()

        def do() -> None:
            act()
            done.set_result(None)

        self._loop.call_soon_threadsafe(do)
        done.result()

    def _cut(self) -> None:
        self._is_cut = True
        for writer in list(self._open):
            writer.transport.abort()

    def _leave_behind(self) -> None:
        self._answers, self._requests = asyncio.Event(), asyncio.Event()
        self._mend()

    def _mend(self) -> None:
        self._is_cut = False
        self._answers.set()
        self._requests.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self._open.add(writer)
        try:
            with contextlib.suppress(OSError, EOFError, asyncio.LimitOverrunError):
                await self._forward(reader, writer)
        except asyncio.CancelledError:
            pass  # the network has been closed
        finally:
            self._serving.discard(task)
            self._open.discard(writer)
            writer.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        head = self._changed(await reader.readuntil(_END_OF_HEAD))
        if head is None:
            writer.write(_NOT_FOUND)
            return
        there, to_server = await self._connect()
        self._open.add(to_server)
        await self._requests.wait()
        to_server.write(head)
        pumps = (
            asyncio.create_task(_pump(reader, to_server, self._requests)),
            asyncio.create_task(_pump(there, writer, self._answers)),
        )
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait(pumps[1:], timeout=0 if pumps[0].done() else None)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            self._open.discard(to_server)
            to_server.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        target = self.target
        tls: ssl.SSLContext | None = target.tls.context() if target.tls is not None else None
        return await asyncio.open_connection(target.host, target.port, ssl=tls)

    def _changed(self, head: bytes) -> bytes | None:
        """Return the head of a request as the server gets it; None if it never does."""
        request, *fields = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        method, path, version = request.split(" ")
        if not path.startswith(f"{self._site.path}/"):
            return None
        path = path.removeprefix(self._site.path)
        if self._site.is_plain:
            fields = [each for each in fields if not _is(each, "sec-websocket-protocol")]
            if path.partition("?")[0] != "/" and not path.startswith(_PLAIN_SERVER):
                return None
        if not any(_is(each, "upgrade") for each in fields):
            fields = [each for each in fields if not _is(each, "connection")]
            fields.append("Connection: close")  # each request comes by a connection of its own
        changed = [f"{method} {self.target.base}{path} {version}", *fields, "", ""]
        return "\r\n".join(changed).encode("latin-1")


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: asyncio.Event
) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(_PIECE):
            await gate.wait()
            writer.write(piece)
            await writer.drain()


async def _free_port() -> int:
    """Return a port that is free for both addresses of this machine."""
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    server.close()
    return port


def _is(field: str, name: str) -> bool:
    return field.partition(":")[0].lower() == name
