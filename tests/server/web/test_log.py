"""The log answers: who was that, from where, and why were they not let in?"""

import asyncio
import contextlib
import re
from collections.abc import Mapping

import pytest

from server.config.settings import Settings
from server.web.app import build
from server.ws.log_line import PROCESS, LogLine
from tests.server.support.counted import visitors
from tests.server.support.requests import ask
from tests.server.support.serving import knocking, serving

BEHIND_PROXY = Settings(trusted_proxy=("127.0.0.1",))
NOBODY_ELSE: Mapping[str, str] = {}


def lines(caplog: pytest.LogCaptureFixture, event: str) -> list[str]:
    found = [record.getMessage() for record in caplog.records]
    return [line for line in found if line.startswith(f"{event} ")]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level("INFO")
    return caplog


async def refused(
    settings: Settings, path: str = "/chat?user=Ann", headers: Mapping[str, str] = NOBODY_ELSE
) -> int:
    """Try to connect and return the status of the answer."""
    async with serving(build(settings)) as port, knocking(port, path, headers) as peer:
        return peer.status


async def test_each_line_tells_who_it_was_and_from_where(log: pytest.LogCaptureFixture) -> None:
    async with visitors(build(Settings()), "/ws") as (_port, (ann,)):
        ann.send_message(type="join", nickname="Ann B")
        await ann.hears(type="user_joined")
        ann.send_message(type="message", content="")
        await ann.hears(type="error")
        ann.send_message(type="leave")
        await ann.hears_all()
    who = rf"id={PROCESS}-1 address=127\.0\.0\.1"
    patterns = {
        "open": rf"open {who} room=lobby dialect=chat\.events",
        "join": rf'join {who} room=lobby name="Ann B"',
        "refuse": rf'refuse {who} room=lobby name="Ann B" reason=\S+',
        "close": rf'close {who} name="Ann B" room=lobby dialect=chat\.events code=1000 seconds=\S+',
    }
    for event, pattern in patterns.items():
        (line,) = lines(log, event)
        assert re.fullmatch(pattern, line)


async def test_behind_a_proxy_the_address_is_that_of_the_client(
    log: pytest.LogCaptureFixture,
) -> None:
    headers = {"X-Forwarded-For": "192.0.2.1"}
    app = build(BEHIND_PROXY)
    async with serving(app) as port, knocking(port, "/echo", headers):
        assert "address=192.0.2.1 path=/echo" in lines(log, "open")[0]
        async with knocking(port, "/chat?user=%00", headers) as peer:
            assert peer.status == 400
    assert "address=192.0.2.1 status=400 reason=name" in lines(log, "refuse")[0]


FOREIGN = {"Origin": "https://evil.example"}


@pytest.mark.parametrize(
    ("settings", "path", "headers", "words"),
    [
        (Settings(), "/chat?user=%00", {}, "status=400 reason=name path=/chat sentence="),
        (Settings(), "/chat", {"Sec-WebSocket-Version": "12"}, "status=426 reason=handshake"),
        (Settings(), "/chat", {"Host": "evil.example"}, "status=421 reason=host"),
        (Settings(), "/chat", {"Host": "evil.example"}, "host=evil.example cure="),
        (Settings(), "/chat", FOREIGN, "origin=https://evil.example host=chat.localhost cure="),
        (Settings(), "/chat", FOREIGN, "--allow-origin https://evil.example"),
        (Settings(auth_secret="s"), "/chat", {}, "status=401 reason=sign-in"),
    ],
)
async def test_every_refusal_leaves_a_line(
    settings: Settings,
    path: str,
    headers: Mapping[str, str],
    words: str,
    log: pytest.LogCaptureFixture,
) -> None:
    assert await refused(settings, path, headers) >= 400
    (line,) = lines(log, "refuse")
    assert words in line


@pytest.mark.parametrize(
    ("request_head", "settings", "reason"),
    [
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, Settings(), "too-large"),
        (b"GET / HTTP/1.1\r\n", Settings(handshake_timeout=0.05), "timeout"),
        (b"GET / HTTP/1.1\r\n", Settings(max_pending=1), "pending"),
    ],
)
async def test_a_client_turned_away_before_its_request_is_whole_leaves_a_line(
    request_head: bytes, settings: Settings, reason: str, log: pytest.LogCaptureFixture
) -> None:
    async with serving(build(settings)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request_head)
        _other_reader, other = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            await reader.read()
        writer.close()
        other.close()
    assert f"refuse address=127.0.0.1 reason={reason}" in lines(log, "refuse")


async def test_a_wrong_operator_leaves_a_line_without_the_token(
    log: pytest.LogCaptureFixture,
) -> None:
    headers = {"Authorization": "Bearer wrong-token"}
    async with serving(build(Settings(operator_token="secret"))) as port:
        answer = await ask(port, "/announcements", "POST", headers, b"{}")
    assert answer.status == 401
    assert lines(log, "refuse") == ["refuse address=127.0.0.1 status=401 path=/announcements"]


async def test_a_question_about_admission_is_no_refusal(log: pytest.LogCaptureFixture) -> None:
    async with serving(build(Settings())) as port:
        assert (await ask(port, "/admission?user=%00", "POST")).status == 400
    assert lines(log, "refuse") == []


PAGE = {"Origin": "https://chat.example"}
HOST = {"X-Forwarded-Host": "chat.example"}


@pytest.mark.parametrize(
    ("settings", "headers", "status"),
    [
        (BEHIND_PROXY, {**PAGE, **HOST}, 101),
        (BEHIND_PROXY, {**PAGE, "X-Forwarded-Host": " chat.example:443 "}, 101),
        (BEHIND_PROXY, PAGE, 403),
        (BEHIND_PROXY, {**PAGE, "X-Forwarded-Host": "chat.example, other.example"}, 403),
        (BEHIND_PROXY, {**PAGE, "X-Forwarded-Host": "other.example"}, 403),
        (Settings(), {**PAGE, **HOST}, 403),
        (Settings(trusted_proxy=("192.0.2.1",)), {**PAGE, **HOST}, 403),
    ],
)
async def test_the_host_that_a_proxy_names_is_believed_if_it_is_trusted(
    settings: Settings, headers: Mapping[str, str], status: int
) -> None:
    async with serving(build(settings)) as port, knocking(port, "/chat?user=Ann", headers) as peer:
        assert peer.status == status


def test_values_that_could_be_taken_for_something_else_are_quoted() -> None:
    line = LogLine("open", a="x", b="", c='say "1"\n', d="\u00e9", e=None, f=3, g=0.25)
    assert str(line) == r'open a=x b="" c="say \"1\"\n" d="\u00e9" f=3 g=0.250'
