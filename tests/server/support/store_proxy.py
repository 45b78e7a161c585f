"""A proxy before a store, which cuts it off, keeps commands until later, and changes publications.

A node reaches the store through it, by the address ``url``.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Send = Callable[[bytes], None]
Passing = Callable[[bytes, Send], None]
"""Passes a publication on, or does not: once, later, or more often."""

_PUBLICATION = b"*3\r\n$7\r\nmessage\r\n"
_CHUNK = 65_536  # bytes


def pass_on(publication: bytes, send: Send) -> None:
    """Change nothing."""
    send(publication)


@dataclass(eq=False)
class _Line:
    """A connection of a node: each way is open, or keeps what comes until it is. On one that
    ``hears``, there are publications."""

    hears: bool = False
    to_store: asyncio.Event = field(default_factory=asyncio.Event)
    to_node: asyncio.Event = field(default_factory=asyncio.Event)


class StoreProxy:
    """A proxy for the store at ``port``."""

    def __init__(self, store_port: int) -> None:
        self._store_port = store_port
        self._lines: list[_Line] = []
        self._is_cut = False
        self.passing: Passing = pass_on
        self.port = 0

    @property
    def url(self) -> str:
        """Return the address by which a node reaches the store through this proxy."""
        return f"redis://127.0.0.1:{self.port}/0"

    def cut(self) -> None:
        """Let nothing pass any more, in either direction; what comes is kept."""
        self._is_cut = True
        for line in self._lines:
            line.to_store.clear()
            line.to_node.clear()

    def restore(self) -> None:
        """Let everything pass, what was kept as well."""
        self._is_cut = False
        for line in self._lines:
            line.to_store.set()
            line.to_node.set()

    def keep_commands(self) -> None:
        """Keep what the connections of this moment send to the store; new ones are as usual."""
        for line in self._lines:
            line.to_store.clear()

    async def connected(self, node: asyncio.StreamReader, to_node: asyncio.StreamWriter) -> None:
        """Serve a connection of a node."""
        try:
            store, to_store = await asyncio.open_connection("127.0.0.1", self._store_port)
        except OSError:
            to_node.close()
            return
        line = _Line()
        self._lines.append(line)
        if not self._is_cut:
            line.to_store.set()
            line.to_node.set()
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(
                _pump(node, to_store, line.to_store, _noting(line, to_store)),
                _pump(store, to_node, line.to_node, self._splitting(line, to_node)),
            )
        for writer in (to_store, to_node):
            writer.close()

    def _splitting(self, line: _Line, to_node: asyncio.StreamWriter) -> Send:
        rest = bytearray()

        def send(data: bytes) -> None:
            if not line.hears:
                to_node.write(data)
                return
            rest.extend(data)
            while (end := _end_of_value(rest, 0)) is not None:
                value = bytes(rest[:end])
                del rest[:end]
                if value.startswith(_PUBLICATION):
                    self.passing(value, to_node.write)
                else:
                    to_node.write(value)

        return send


def _noting(line: _Line, to_store: asyncio.StreamWriter) -> Send:
    def send(data: bytes) -> None:
        line.hears = line.hears or b"SUBSCRIBE" in data
        to_store.write(data)

    return send


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_open: asyncio.Event, send: Send
) -> None:
    while data := await reader.read(_CHUNK):
        await is_open.wait()
        send(data)
        await writer.drain()
    await is_open.wait()
    writer.write_eof()


def _end_of_value(data: bytearray, start: int) -> int | None:
    """Return the end of the value (of the store's protocol) that begins at ``start``; None if it is
    not complete."""
    end = data.find(b"\r\n", start) + 2
    if end < 2:
        return None
    if data[start] not in b"$*":
        return end
    count = int(data[start + 1 : end - 2])
    if data[start : start + 1] == b"$":
        end += count + 2 if count >= 0 else 0
        return end if end <= len(data) else None
    for _ in range(count):
        following = _end_of_value(data, end)
        if following is None:
            return None
        end = following
    return end


@asynccontextmanager
async def store_proxy(store_port: int) -> AsyncIterator[StoreProxy]:
    """Run a proxy, and end it afterwards."""
    proxy = StoreProxy(store_port)
    server = await asyncio.start_server(proxy.connected, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        proxy.restore()
