"""A chat that runs on several servers, which hear of each other through a broker.

With ``LATE=1``, users hear at once what happens on their own server, and only now and then what
happened on another: each in its sender's order, and no two servers in one order.
"""

import asyncio
import json
import os
from typing import Any

from aiohttp import web

from tests.alicebob.support.broker import LONGEST_LINE
from tests.alicebob.support.plain_chat import Chat, Client

IS_LATE = bool(os.environ.get("LATE"))
LATE_BY = 0.05  # seconds; a sound suite gets the same verdicts with any number


class ChatOnNodes(Chat):
    """One room, on several servers."""

    def __init__(self, broker: int) -> None:
        super().__init__(1000)
        self._broker = broker
        self._coming: dict[str, tuple[Client, asyncio.Event]] = {}
        self._number = 0

    async def begin(self, _: web.Application) -> None:
        """Connect to the broker."""
        reader, self._writer = await asyncio.open_connection(
            "localhost", self._broker, limit=LONGEST_LINE
        )
        await reader.readline()
        self._listener = asyncio.create_task(self._hear(reader))

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        loop = asyncio.get_running_loop()
        while line := await reader.readline():
            published = json.loads(line)
            if not IS_LATE:
                self._take(published)
            elif published["from"] != os.getpid():
                loop.call_later(LATE_BY, self._take, published)

    def _take(self, published: dict[str, Any]) -> None:
        super()._tell_all(*published["told"])
        if published["from"] == os.getpid() and published["key"] in self._coming:
            client, is_in = self._coming.pop(published["key"])
            self._clients.append(client)
            is_in.set()

    async def _let_in(self, client: Client, request: web.Request) -> None:
        self._number += 1
        key, is_in = str(self._number), asyncio.Event()
        self._coming[key] = client, is_in
        self._publish([client.name, f"{client.name} joined the chat", "notification"], key)
        await is_in.wait()
        try:
            await client.socket.prepare(request)
        except BaseException:
            self._clients.remove(client)
            raise

    def _tell_all(self, sender: str, content: str, kind: str) -> None:
        self._publish([sender, content, kind])

    def _publish(self, told: list[str], key: str = "") -> None:
        published = {"told": told, "key": key, "from": os.getpid()}
        self._writer.write(json.dumps(published).encode() + b"\n")
        if IS_LATE:
            self._take(published)


if __name__ == "__main__":
    application = web.Application()
    chat = ChatOnNodes(int(os.environ["BROKER"]))
    application.on_startup.append(chat.begin)
    application.router.add_get("/chat", chat.serve)
    web.run_app(application, host="localhost", port=int(os.environ["PORT"]), print=None)
