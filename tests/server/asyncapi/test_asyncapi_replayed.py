"""Every example of a client is said to a real server, which must answer as is promised."""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from server.asyncapi.channels import CHATTING, DIALECTS, DialectSpec
from server.asyncapi.document import document
from server.asyncapi.messages import BYTES, JSON
from server.config.settings import Settings
from server.web.app import build
from server.ws.frames import BINARY, CLOSE, TEXT
from tests.server.support.client_frames import masked
from tests.server.support.described import names_that_fit
from tests.server.support.serving import Peer, knocking, serving

ADDRESSES = {
    "chat": "/chat?user=Alice",
    "ws": "/ws?since=1",
    "room": "/rooms/tea.room",
    "echo": "/echo",
}
JOINS = {
    "events": {"type": "join", "nickname": "Bob"},
    "envelope": {"type": "join", "username": "Bob"},
}
LEAVES = {"type": "leave"}
WHOLE = document()
RECEIVED = {
    name: operation
    for name, operation in WHOLE["operations"].items()
    if operation["action"] == "receive"
}


def last(reference: dict[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]


def dialect_of(operation: dict[str, Any]) -> DialectSpec:
    name = last(operation["messages"][0]).partition(".")[0]
    return next(dialect for dialect in DIALECTS if dialect.name == name)


def said(payload: object, content_type: str) -> bytes:
    """The frame in which a client sends an example."""
    if content_type == BYTES:
        return masked(BINARY, str(payload).encode("latin-1"))
    text = payload if isinstance(payload, str) else json.dumps(payload)
    return masked(TEXT, text.encode())


async def heard(dialect: DialectSpec, peer: Peer) -> set[str]:
    """The names of the messages that the next frame may be: one at least, for it is described."""
    opcode, payload = await peer.frame()
    if opcode == BINARY:
        return {"echo.server.binary"}
    assert opcode == TEXT, payload
    value = json.loads(payload) if payload.startswith(b"{") else payload.decode()
    names = names_that_fit(dialect.server, value)
    assert names, payload
    return names


@contextlib.asynccontextmanager
async def knocked(port: int, channel: str) -> AsyncIterator[Peer]:
    async with knocking(port, ADDRESSES[channel]) as peer:
        assert peer.status == 101
        yield peer


async def join(dialect: DialectSpec, peer: Peer) -> None:
    """Comes in as Bob, where one is not in with the handshake; all that is heard is described."""
    if dialect.name in JOINS:
        peer.send(said(JOINS[dialect.name], JSON))
        while not await heard(dialect, peer) & {
            "events.server.user_joined",
            "envelope.server.join",
        }:
            pass


def refusals(dialect: DialectSpec) -> set[str]:
    return {f"{dialect.name}.server.error", f"{dialect.name}.server.refusal"}


@pytest.mark.parametrize("operation", RECEIVED.values(), ids=RECEIVED.keys())
async def test_an_example_is_answered_as_promised(operation: dict[str, Any]) -> None:
    dialect, name = dialect_of(operation), last(operation["messages"][0])
    message = WHOLE["components"]["messages"][name]
    promised = {last(m) for m in operation.get("reply", {}).get("messages", [])}
    for one in message["examples"]:
        async with (
            serving(build(Settings())) as port,
            knocked(port, last(operation["channel"])) as peer,
        ):
            if not name.endswith(".join"):
                await join(dialect, peer)
            peer.send(said(one["payload"], message["contentType"]))
            if promised:
                await hear_promised(dialect, peer, promised - refusals(dialect))
            await end(dialect, peer, has_left=name.endswith(".leave"))


async def hear_promised(dialect: DialectSpec, peer: Peer, promised: set[str]) -> None:
    """All that is promised, and nothing else, comes; nothing is refused."""
    missing = set(promised)
    while missing:
        names = await heard(dialect, peer)
        assert names & promised, names
        missing -= names


async def end(dialect: DialectSpec, peer: Peer, *, has_left: bool) -> None:
    """A connection that leaves is closed with 1000 and receives nothing more."""
    if dialect.name in JOINS:
        if not has_left:
            peer.send(said(LEAVES, JSON))
        assert await peer.frame() == (CLOSE, (1000).to_bytes(2))


def test_every_dialect_is_replayed() -> None:
    replayed = {dialect_of(operation).name for operation in RECEIVED.values()}
    assert replayed == {dialect.name for dialect in DIALECTS}


@pytest.mark.parametrize("channel", ["chat", "ws", "room"])
@pytest.mark.parametrize("dialect", CHATTING, ids=lambda dialect: dialect.name)
async def test_every_dialect_is_agreed_to_at_every_address(
    dialect: DialectSpec, channel: str
) -> None:
    offer = {"Sec-WebSocket-Protocol": f"chat.{dialect.name}"}
    async with (
        serving(build(Settings())) as port,
        knocking(port, ADDRESSES[channel], offer) as peer,
    ):
        assert peer.headers["sec-websocket-protocol"] == f"chat.{dialect.name}"
