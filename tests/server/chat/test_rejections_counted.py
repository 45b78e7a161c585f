"""Each rejection is counted by its reason: of handshakes and of commands."""

import pytest
from aiohttp import web

from alicebob.transport.prometheus import series
from server.config.settings import Settings
from server.core.rate_limit import Rate
from server.web.app import build
from server.ws.upgrade import CONNECTIONS
from tests.server.support.counted import counted, visitors
from tests.server.support.serving import PROPERLY, Headers, knocking

BAD_QUERY, TAKEN = "/chat?user=%FF", "/chat?user=Bob"
AT_THE_DOOR: list[tuple[str, str, Headers, int]] = [
    ("handshake", "/chat", {"Upgrade": None}, 426),
    ("handshake", "/ws", {"Sec-WebSocket-Version": "8"}, 426),
    ("handshake", "/rooms/red", {"Sec-WebSocket-Key": "short"}, 400),
    ("handshake", "/echo", {"Upgrade": None}, 426),
    ("handshake", BAD_QUERY, PROPERLY, 400),
    ("handshake", "/ws?since=yesterday", PROPERLY, 400),
    ("origin", "/chat", {"Origin": "https://evil.example"}, 403),
    ("origin", "/echo", {"Origin": "https://evil.example"}, 403),
    ("name", "/chat?user=system", PROPERLY, 400),
    ("room", "/ws?room=a%20b", PROPERLY, 400),
    ("room", "/rooms/a%20b", PROPERLY, 400),
    ("name-taken", TAKEN, PROPERLY, 409),
    ("rooms", "/chat?user=Ann&room=red", PROPERLY, 503),
]
SETTINGS = Settings(unique_names=True, max_rooms=1)


async def refusals_of(app: web.Application, path: str, changes: Headers) -> tuple[int, list[str]]:
    """Return the status of a handshake while Bob is in the room, and all rejections then
    counted."""
    async with visitors(app, "/chat?user=Bob") as (port, _bob):
        async with knocking(port, path, changes) as peer:
            status = peer.status
        counters = await counted(port)
    return status, [
        dict(labels)["reason"]
        for (name, labels), value in counters.items()
        if name == "chat_refusals_total"
        for _ in range(int(value))
    ]


@pytest.mark.parametrize(("reason", "path", "changes", "status"), AT_THE_DOOR)
async def test_a_client_that_is_turned_away_is_counted_once(
    reason: str, path: str, changes: Headers, status: int
) -> None:
    assert await refusals_of(build(SETTINGS), path, changes) == (status, [reason])


@pytest.mark.parametrize("path", ["/chat", "/echo"])
async def test_one_connection_too_many_is_counted(path: str) -> None:
    app = build(Settings(max_connections=1))
    assert await refusals_of(app, path, PROPERLY) == (503, ["connections"])


async def test_a_client_that_does_not_sign_in_is_counted() -> None:
    async with visitors(build(Settings(auth_secret="s" * 32))) as (port, _nobody):
        async with knocking(port, "/chat?user=Ann") as peer:
            assert peer.status == 401
        assert (await counted(port))[series("chat_refusals_total", reason="sign-in")] == 1


async def test_who_speaks_too_fast_is_counted() -> None:
    app = build(Settings(rate_limit=Rate(1, 60.0)))
    async with visitors(app, "/chat?user=Bob") as (port, (bob,)):
        bob.say_plainly("hi", "ho")
        await bob.hears(type="error")
        counters = await counted(port)
        assert counters[series("chat_refusals_total", reason="rate-limited")] == 1


async def test_a_client_that_comes_while_the_server_goes_is_counted() -> None:
    async with visitors(app := build(Settings())) as (port, _nobody):
        app[CONNECTIONS].is_draining = True
        async with knocking(port, "/chat") as peer:
            assert peer.status == 503
        assert (await counted(port))[series("chat_refusals_total", reason="draining")] == 1


async def test_a_client_that_is_let_in_is_not_counted() -> None:
    assert await refusals_of(build(Settings()), "/chat", PROPERLY) == (101, [])


async def test_a_client_that_finds_nothing_here_is_not_counted() -> None:
    assert await refusals_of(build(Settings()), "/nowhere", PROPERLY) == (404, [])


async def test_errors_are_counted_by_their_code() -> None:
    async with visitors(build(Settings()), "/ws") as (port, (ann,)):
        ann.send_message(type="message", content="hi")
        ann.say_plainly("{")
        ann.send_message(type="join", nickname="Ann")
        ann.say_plainly("[]")
        ann.send_message(type="join", nickname="Ann")
        ann.send_message(type="message", content="psst", to="Nobody")
        codes = [(await ann.hears(type="error"))["code"] for _ in range(5)]
        counters = await counted(port)
        assert [counters[series("chat_refusals_total", reason=code)] for code in codes] == [1] * 5


async def test_a_reason_that_was_never_met_is_told_as_nought() -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        counters = await counted(port)
    reasons = {dict(labels)["reason"] for name, labels in counters if name == "chat_refusals_total"}
    assert reasons >= {"sign-in", "rate-limited", "name-taken", "connections"}
