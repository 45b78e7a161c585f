"""A sound chat that speaks ``plain`` at ``/chat``, and has nothing else: no page, no other address.

It is a program of its own, which the suite starts like anybody's server. It knows nothing of the
reference server.
"""

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, WSMsgType, web

LONGEST = 524_288  # bytes of a message


@dataclass(eq=False)
class Client:
    """A connection, and what it is still to be sent."""

    name: str
    socket: web.WebSocketResponse
    outgoing: asyncio.Queue[dict[str, str]] = field(default_factory=asyncio.Queue)

    async def write(self) -> None:
        """Send everything, in its order, until the connection is lost."""
        with suppress(ConnectionError):
            while True:
                await self.socket.send_json(await self.outgoing.get())


class Chat:
    """One room, in which everything is said in one order."""

    def __init__(self, most: int) -> None:
        self._most = most  # connections
        self._clients: list[Client] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Let a client in, and serve it until it leaves."""
        origin = request.headers.get("Origin")
        if origin is not None and not _is_own(origin, request.host):
            raise web.HTTPForbidden(text="This page may not connect.")
        if len(self._clients) >= self._most:
            raise web.HTTPServiceUnavailable(text="The chat is full.")
        socket = web.WebSocketResponse(max_msg_size=LONGEST, compress=False, autoclose=False)
        if not socket.can_prepare(request):
            raise web.HTTPBadRequest(text="This is no WebSocket handshake.")
        client = Client(request.query.get("user", "").strip() or "Anonymous", socket)
        await self._let_in(client, request)
        writer = asyncio.create_task(client.write())
        try:
            await self._listen(client)
        finally:
            self._clients.remove(client)
            self._tell_all(client.name, f"{client.name} left the chat", "notification")
            writer.cancel()
        return socket

    async def _let_in(self, client: Client, request: web.Request) -> None:
        self._tell_all(client.name, f"{client.name} joined the chat", "notification")
        self._clients.append(client)
        try:
            await client.socket.prepare(request)
        except BaseException:
            self._clients.remove(client)
            raise

    async def _listen(self, client: Client) -> None:
        while True:
            message = await client.socket.receive()
            if message.type is WSMsgType.TEXT:
                self._tell_all(client.name, message.data, "message")
            elif message.type is WSMsgType.CLOSE:
                await client.socket.close(code=message.data or WSCloseCode.OK)
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return

    def _tell_all(self, sender: str, content: str, kind: str) -> None:
        for client in self._clients:
            client.outgoing.put_nowait({"sender": sender, "content": content, "type": kind})


def _is_own(origin: str, host: str) -> bool:
    """Return True if a page of ``origin`` comes from this server."""
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc == host


if __name__ == "__main__":
    application = web.Application()
    chat = Chat(int(os.environ.get("CHAT_MAX_CONNECTIONS", "1000")))
    application.router.add_get("/chat", chat.serve)
    web.run_app(application, host="localhost", port=int(os.environ["PORT"]), print=None)
