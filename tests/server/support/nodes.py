"""Nodes of one chat, each a process of its own, and people who come to one or the other."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.server.support.chatting import Frame, Somebody
from tests.server.support.serving import knocking
from tests.support.sources import ROOT

DEADLINE = 120.0  # seconds for a whole test: long, because a busy machine may need it
LISTENING = re.compile(r"http://\S+:(\d+)")
OPERATOR = "the-operator"


@dataclass(eq=False)
class Node:
    """A process of the server."""

    process: subprocess.Popen[str]
    port: int
    doors: AsyncExitStack

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(DEADLINE)

    async def knock(self, path: str) -> Somebody:
        """Return a client whose handshake is answered, accepted or rejected."""
        peer = await self.doors.enter_async_context(knocking(self.port, path))
        return Somebody(peer)

    async def plain(self, name: str, room: str = "lobby") -> Somebody:
        return await self.knock(f"/chat?user={name}&room={room}")

    async def events(
        self, name: str, room: str = "lobby", since: str = "", session: str = ""
    ) -> "Guest":
        """Return a client that has joined in ``events``, with all it received until then."""
        somebody = await self.knock(f"/ws?room={room}&since={since}&session={session}")
        somebody.send_message(type="join", nickname=name)
        heard = [await somebody.receive()]
        while not {"type": "user_joined", "nickname": name}.items() <= heard[-1].items():
            assert heard[-1].get("type") != "error", heard
            heard.append(await somebody.receive())
        return Guest(name, somebody, heard)

    async def get(self, path: str) -> tuple[int, Any]:
        """Return the status and the JSON of a request."""
        return await asyncio.to_thread(_get, f"http://127.0.0.1:{self.port}{path}")

    async def announce(self, text: str) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/announcements",
            json.dumps({"content": text}).encode(),
            {"Authorization": f"Bearer {OPERATOR}"},
        )
        return await asyncio.to_thread(_open, request)


@dataclass
class Guest:
    """Somebody in ``events``, with what came with the join, and words for what comes later."""

    name: str
    somebody: Somebody
    first: list[Frame] = field(repr=False)

    @property
    def history(self) -> Frame:
        return next(frame for frame in self.first if frame["type"] == "history")

    @property
    def people(self) -> list[str]:
        frame = next(frame for frame in self.first if frame["type"] == "users")
        return [user["nickname"] for user in frame["users"]]

    def say(self, text: str, **fields: str) -> None:
        self.somebody.send_message(type="message", content=text, **fields)

    async def hear(self, **fields: object) -> Frame:
        """Return the next frame with these fields; what comes before it is passed over."""
        return (await self.somebody.hear_until(**fields))[-1]

    async def hear_all(self, count: int) -> list[Frame]:
        """Return so many messages, and nothing else that comes between them."""
        found: list[Frame] = []
        while len(found) < count:
            frame = await self.somebody.receive()
            assert "close" not in frame, frame
            if frame["type"] == "message":
                found.append(frame)
        return found

    async def here(self) -> list[str]:
        """Ask who is here."""
        self.somebody.send_message(type="users")
        frame = await self.hear(type="users")
        return [user["nickname"] for user in frame["users"]]

    async def closed(self) -> int:
        """Return the code with which the connection is closed."""
        while "close" not in (frame := await self.somebody.receive()):
            pass
        code: int = frame["close"]
        return code


class Chat:
    """Nodes that share the store at ``url``."""

    def __init__(self, url: str, folder: Path, doors: AsyncExitStack) -> None:
        self.url = url
        self.folder = folder
        self.doors = doors
        self.nodes: list[Node] = []

    async def node(self, **settings: str) -> Node:
        """Start a node with further settings, by variable."""
        return await asyncio.to_thread(self._started, settings)

    def _started(self, settings: dict[str, str]) -> Node:
        environment = {
            **os.environ,
            "CHAT_STORE": self.url,
            "CHAT_OPERATOR_TOKEN": OPERATOR,
            "CHAT_NODE_TIMEOUT": "60",
            **settings,
        }
        with (self.folder / f"node{len(self.nodes)}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "server", "--port", "0"],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert process.stdout is not None
        found = LISTENING.search(process.stdout.readline())
        assert found is not None, (self.folder / f"node{len(self.nodes)}.log").read_text()
        node = Node(process, int(found[1]), self.doors)
        self.nodes.append(node)
        return node

    def end(self) -> None:
        for node in self.nodes:
            node.process.kill()
            node.process.wait(DEADLINE)
            if node.process.stdout is not None:
                node.process.stdout.close()


@asynccontextmanager
async def chat_on(url: str, folder: Path, deadline: float | None = DEADLINE) -> AsyncIterator[Chat]:
    """A chat without nodes yet; they are ended afterwards."""
    async with asyncio.timeout(deadline), AsyncExitStack() as doors:
        chat = Chat(url, folder, doors)
        try:
            yield chat
        finally:
            chat.end()


def _get(url: str) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(url, timeout=DEADLINE) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def _open(request: urllib.request.Request) -> Any:
    with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
        return json.load(answer)
