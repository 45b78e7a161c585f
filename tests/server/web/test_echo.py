"""The echo endpoint: who may connect, and for how long."""

import time

import jwt
import pytest

from server.config.settings import Settings
from server.web.app import build
from server.ws.frames import CLOSE, TEXT
from tests.server.support.client_frames import masked
from tests.server.support.serving import knocking, serving

SECRET = "a secret that is long enough for HS256"
SWITCHING, UNAUTHORIZED, SIGN_IN_EXPIRED = 101, 401, 4001


def token(**claims: object) -> str:
    return jwt.encode({"sub": "Alice", **claims}, SECRET, "HS256")


async def test_without_authentication_everybody_may_connect() -> None:
    async with serving(build(Settings())) as port, knocking(port, "/echo") as peer:
        peer.send(masked(TEXT, b"hello"))
        assert await peer.frame() == (TEXT, b"hello")


@pytest.mark.parametrize("query", ["", "?token=x", f"?token={token()[:-4]}AAAA"])
async def test_with_authentication_nobody_may_connect_without_a_token(query: str) -> None:
    app = build(Settings(auth_secret=SECRET))
    async with serving(app) as port, knocking(port, f"/echo{query}") as peer:
        assert peer.status == UNAUTHORIZED


async def test_a_valid_token_is_enough() -> None:
    app = build(Settings(auth_secret=SECRET))
    async with serving(app) as port, knocking(port, f"/echo?token={token()}") as peer:
        assert peer.status == SWITCHING


async def test_the_connection_is_closed_when_its_token_expires() -> None:
    app = build(Settings(auth_secret=SECRET))
    soon = token(exp=time.time() + 0.3)
    async with serving(app) as port, knocking(port, f"/echo?token={soon}") as peer:
        opcode, payload = await peer.frame()
        assert (opcode, int.from_bytes(payload[:2])) == (CLOSE, SIGN_IN_EXPIRED)
