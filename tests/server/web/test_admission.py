"""Asking whether a connection would be accepted, and taking over one's own connection."""

import json
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse

from server.config.settings import Settings
from server.core.rate_limit import Rate
from server.web.app import build
from tests.server.support.serving import serving

UNIQUE = Settings(unique_names=True)
SECRET = "0123456789abcdef"


async def connected(session: ClientSession, port: int, query: str) -> ClientWebSocketResponse:
    url = f"http://127.0.0.1:{port}/chat?{query}"
    return await session.ws_connect(url, protocols=("chat.events",))


async def asked(session: ClientSession, port: int, query: str, **headers: str) -> tuple[int, str]:
    """Return the status and the sentence of the answer."""
    url = f"http://127.0.0.1:{port}/admission?{query}"
    async with session.post(url, headers=headers) as response:
        return response.status, await response.text()


async def until(socket: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = json.loads(await socket.receive_str())
        if frame["type"] == kind:
            return frame


async def test_who_would_be_let_in_is_told_nothing_else() -> None:
    async with serving(build(UNIQUE)) as port, ClientSession() as session:
        assert await asked(session, port, "user=Alice") == (204, "")


@pytest.mark.parametrize(
    ("settings", "query", "headers", "status", "word"),
    [
        (UNIQUE, "user=Alice", {}, 409, "already in use"),
        (UNIQUE, "user=system", {}, 400, "reserved"),
        (UNIQUE, "user=Bob&room=a%20b", {}, 400, "room"),
        (UNIQUE, "user=Bob", {"Origin": "http://elsewhere.example"}, 403, "origin"),
        (Settings(max_connections=1), "user=Bob", {}, 503, "full"),
        (Settings(max_rooms=1), "user=Bob&room=other", {}, 503, "rooms"),
        (Settings(rate_limit=Rate(1, 60), address_rate_limit=Rate(1, 60)), "", {}, 429, "again in"),
    ],
)
async def test_who_would_not_is_told_why(
    settings: Settings, query: str, headers: dict[str, str], status: int, word: str
) -> None:
    async with serving(build(settings)) as port, ClientSession() as session:
        alice = await connected(session, port, "user=Alice")
        found, sentence = await asked(session, port, query, **headers)
        assert (found, word in sentence) == (status, True), sentence
        assert not alice.closed


async def test_who_needs_a_token_is_told_so() -> None:
    settings = Settings(auth_secret="a secret of thirty-two characters")
    async with serving(build(settings)) as port, ClientSession() as session:
        assert (await asked(session, port, "user=Alice"))[0] == 401


async def test_a_question_is_not_counted_as_a_rejected_handshake() -> None:
    async with serving(build(UNIQUE)) as port, ClientSession() as session:
        await asked(session, port, "user=system")
        async with session.get(f"http://127.0.0.1:{port}/metrics") as response:
            lines = (await response.text()).splitlines()
    rejected = [line for line in lines if 'reason="name"' in line and not line.endswith(" 0.0")]
    assert rejected == []


async def test_a_client_takes_over_its_own_connection() -> None:
    async with serving(build(UNIQUE)) as port, ClientSession() as session:
        old = await connected(session, port, f"user=Alice&session={SECRET}")
        bob = await connected(session, port, "user=Bob")
        await until(bob, "user_joined")
        new = await connected(session, port, f"user=Alice&session={SECRET}")
        assert (await until(bob, "user_left"))["nickname"] == "Alice"
        assert (await until(bob, "user_joined"))["user_count"] == 2
        while not old.closed:
            await old.receive()
        assert (old.close_code, new.closed) == (4002, False)


async def test_nobody_else_does() -> None:
    async with serving(build(UNIQUE)) as port, ClientSession() as session:
        alice = await connected(session, port, f"user=Alice&session={SECRET}")
        for other in ("", "&session=fedcba9876543210"):
            assert (await asked(session, port, "user=Alice" + other))[0] == 409
        assert not alice.closed


async def test_nobody_takes_the_name_of_a_third_user() -> None:
    async with serving(build(UNIQUE)) as port, ClientSession() as session:
        own = await connected(session, port, f"user=Alice&session={SECRET}")
        bob = await connected(session, port, "user=Bob")
        assert (await asked(session, port, f"user=Bob&session={SECRET}"))[0] == 409
        assert (own.closed, bob.closed) == (False, False)


async def test_a_malformed_secret_is_rejected() -> None:
    async with serving(build(UNIQUE)) as port, ClientSession() as session:
        assert (await asked(session, port, "user=Alice&session=short"))[0] == 400
