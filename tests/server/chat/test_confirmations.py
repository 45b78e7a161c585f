"""A client id goes back to the connection that sent it, and a newest id to those who join."""

import json
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

from server.config.settings import Settings
from server.web.app import build
from tests.server.support.serving import serving

HI = {"type": "message", "content": "hi", "client_id": "c-1"}


async def joined(session: ClientSession, port: int, query: str) -> ClientWebSocketResponse:
    url = f"http://127.0.0.1:{port}/chat?{query}"
    return await session.ws_connect(url, protocols=("chat.events",))


async def until(socket: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    """Return the next frame of this type."""
    while True:
        frame: dict[str, Any] = json.loads(await socket.receive_str())
        if frame["type"] == kind:
            return frame


async def test_only_the_connection_that_sent_a_message_receives_its_client_id() -> None:
    async with serving(build(Settings())) as port, ClientSession() as session:
        first, second = [await joined(session, port, "user=Anonymous") for _ in range(2)]
        await first.send_json(HI)
        own, other = await until(first, "message"), await until(second, "message")
        assert (own.pop("client_id"), own) == ("c-1", other)


async def test_a_repeated_message_returns_with_its_client_id() -> None:
    async with serving(build(Settings())) as port, ClientSession() as session:
        socket = await joined(session, port, "user=Alice")
        for _ in range(2):
            await socket.send_json(HI)
        assert await until(socket, "message") == await until(socket, "message")


async def test_a_private_message_returns_with_its_client_id() -> None:
    async with serving(build(Settings())) as port, ClientSession() as session:
        alice, bob = [await joined(session, port, f"user={name}") for name in ("Alice", "Bob")]
        await alice.send_json({**HI, "to": "Bob"})
        own, other = await until(alice, "private"), await until(bob, "private")
        assert (own.pop("client_id"), own) == ("c-1", other)


async def test_who_joins_is_told_the_newest_id() -> None:
    async with serving(build(Settings())) as port, ClientSession() as session:
        first = await joined(session, port, "user=Alice")
        assert (await until(first, "history"))["last_id"] == ""
        await first.send_json(HI)
        newest = (await until(first, "message"))["id"]
        second = await joined(session, port, f"user=Bob&since={newest}")
        history = await until(second, "history")
        assert (history["messages"], history["last_id"]) == ([], newest)


async def test_a_history_that_was_asked_for_has_no_newest_id() -> None:
    async with serving(build(Settings())) as port, ClientSession() as session:
        socket = await joined(session, port, "user=Alice")
        await until(socket, "history")
        await socket.send_json({"type": "history"})
        assert "last_id" not in await until(socket, "history")


async def test_who_knows_no_message_comes_back_to_all_of_them() -> None:
    async with serving(build(Settings())) as port, ClientSession() as session:
        socket = await joined(session, port, "user=Alice")
        for number in range(150):
            await socket.send_json({**HI, "client_id": str(number)})
            await until(socket, "message")
        history = await until(await joined(session, port, "user=Bob&since=0"), "history")
        assert (len(history["messages"]), history["complete"]) == (150, True)
