"""A chat in the test's own process, which does one thing wrong, once."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator

from tests.alicebob.support.answering import answer_to

Bend = Callable[[int, bytes], list[bytes] | None]
"""From a message's number and payload to what the first reader gets; None cuts the line."""


class FaultyChat:
    """Says everything to everybody, but to whoever came first what ``bend`` makes of it."""

    def __init__(self, bend: Bend) -> None:
        self._bend = bend
        self._readers: list[asyncio.StreamWriter] = []
        self._said = 0

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        name = request.partition(b"user=")[2][:6].decode()
        writer.write(answer_to(request))
        self._readers.append(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readexactly(6)  # and a mask of zeros
                text = (await reader.readexactly(head[1] & 127)).decode()
                self._say(f'{{"sender":"{name}","content":"{text}","type":"message"}}'.encode())
        self._readers.remove(writer)
        writer.close()

    def _say(self, payload: bytes) -> None:
        self._said += 1
        first, *others = self._readers
        bent = self._bend(self._said, payload)
        if bent is None:
            first.close()
        for each in bent or ():
            first.write(frame(each))
        for other in others:
            other.write(frame(payload))


def frame(payload: bytes) -> bytes:
    """A text frame of fewer than 65,536 bytes, as servers send it."""
    size = len(payload)
    length = bytes([size]) if size < 126 else bytes([126]) + size.to_bytes(2)
    return b"\x81" + length + payload


@contextlib.contextmanager
def serving(bend: Bend) -> Iterator[int]:
    """Runs such a chat in a thread; gives its port."""
    loop = asyncio.new_event_loop()
    chat = FaultyChat(bend)
    server = loop.run_until_complete(asyncio.start_server(chat.visit, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(_end(asyncio.all_tasks(loop)))
        loop.close()


async def _end(visits: set["asyncio.Task[None]"]) -> None:
    for visit in visits:
        visit.cancel()
    await asyncio.gather(*visits, return_exceptions=True)
