"""The whole chat on a free port, and people who come and go by its addresses, in any dialect."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server.chat.service import CHAT, ChatService
from server.config.settings import Settings
from server.store.base import Store
from server.web.app import build
from server.ws.frames import CLOSE, TEXT
from server.ws.registry import ConnectionRegistry
from server.ws.upgrade import CONNECTIONS
from tests.server.support.client_frames import closing, masked
from tests.server.support.fake_transport import turn_ends
from tests.server.support.serving import Peer, knocking, serving

Frame = dict[str, Any]
"""A received event: a JSON object, a text as ``{"text": …}``, a Close as ``{"close": …}``."""


@dataclass
class Somebody:
    """A client with a chat's words."""

    peer: Peer

    def send_message(self, **fields: object) -> None:
        """Sends a JSON object."""
        self.utter(json.dumps(fields))

    def utter(self, text: str) -> None:
        self.peer.send(masked(TEXT, text.encode()))

    async def receive(self) -> Frame:
        """The next that comes."""
        opcode, payload = await self.peer.frame()
        if opcode == CLOSE:
            return {"close": int.from_bytes(payload[:2])}
        try:
            frame: Frame = json.loads(payload)
            return frame
        except ValueError:
            return {"text": payload.decode()}

    async def hear_until(self, **fields: object) -> list[Frame]:
        """All that comes up to something with these fields, which is the last."""
        heard = [await self.receive()]
        while not fields.items() <= heard[-1].items():
            assert "close" not in heard[-1], f"closed before {fields}: {heard}"
            heard.append(await self.receive())
        return heard

    async def go(self) -> None:
        """Close the connection and wait until it is gone."""
        self.peer.send(closing(1000))
        await self.peer.rest()


@dataclass
class Party:
    """A server, and the way in."""

    app: web.Application
    port: int
    doors: AsyncExitStack

    @property
    def chat(self) -> ChatService:
        return self.app[CHAT]

    @property
    def connections(self) -> ConnectionRegistry:
        return self.app[CONNECTIONS]

    async def is_empty(self) -> None:
        """Returns when everybody is gone, and all have been told."""
        await self.connections._emptied()
        await turn_ends()
        await self.chat.sequencer.drained()

    async def knock(self, path: str, subprotocol: str | None = None) -> Somebody:
        """Return a client whose handshake is answered, accepted or rejected."""
        offer = {"Sec-WebSocket-Protocol": subprotocol}
        peer = await self.doors.enter_async_context(knocking(self.port, path, offer))
        return Somebody(peer)

    async def plain(self, name: str, room: str = "lobby") -> Somebody:
        """Return a client that has joined in ``plain``."""
        return await self.knock(f"/chat?user={name}&room={room}")

    async def events(self, name: str, room: str = "lobby", since: str = "") -> Somebody:
        """Return a client that has joined in ``events`` and received the confirmation."""
        somebody = await self.knock(f"/ws?room={room}&since={since}")
        somebody.send_message(type="join", nickname=name)
        await somebody.hear_until(type="user_joined", nickname=name)
        return somebody

    async def envelope(self, name: str, room: str = "lobby") -> Somebody:
        """Return a client that has joined in ``envelope`` and received the confirmation."""
        somebody = await self.knock(f"/rooms/{room}")
        somebody.send_message(type="join", username=name)
        await somebody.hear_until(type="join", username=name)
        return somebody


@asynccontextmanager
async def party(
    settings: Settings | None = None, store: Store | None = None
) -> AsyncIterator[Party]:
    """A chat to which people may come; at the end they are gone, and then the server."""
    app = build(settings or Settings(), store)
    async with serving(app) as port, AsyncExitStack() as doors:
        yield Party(app, port, doors)
