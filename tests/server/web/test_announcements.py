"""The operator's word: who may say it, what it may be, and who hears it."""

import gzip
import json
from collections.abc import Mapping

import pytest
from aiohttp import web

from server.config.settings import Settings
from server.web.announcements import MOST_BYTES
from server.web.app import build
from tests.server.support.counted import UnhurriedStore, Visitor, chat_with, visitors
from tests.server.support.requests import Answer, ask

TOKEN = "a long word that only the operator knows \u00e9"
SETTINGS = Settings(operator_token=TOKEN)
PATH = "/announcements"
OPERATOR = {"Authorization": f"Bearer {TOKEN}".encode().decode("latin-1")}
LOBBY, RED = "/chat?user=Ann", "/chat?user=Bob&room=red"


def asked(content: object = "Closing soon", **more: object) -> bytes:
    return json.dumps({"content": content, **more}).encode()


async def send_message(
    port: int, body: bytes, headers: Mapping[str, str] = OPERATOR, method: str = "POST"
) -> Answer:
    return await ask(port, PATH, method, headers, body)


async def answer_to(
    body: bytes, headers: Mapping[str, str] = OPERATOR, app: web.Application | None = None
) -> Answer:
    """The response of a server without clients."""
    async with visitors(app or build(SETTINGS)) as (port, _nobody):
        return await send_message(port, body, headers)


async def hears(visitor: Visitor) -> object:
    """The announcement that reaches ``visitor``, without the time."""
    frame = dict(await visitor.hears(content="Closing soon"))
    frame.pop("timestamp", None)
    return frame


async def test_everybody_hears_it_in_their_dialect() -> None:
    async with visitors(build(SETTINGS), LOBBY, RED, "/rooms/red", "/ws") as (port, everybody):
        ann, bob, cid, dan = everybody
        cid.send_message(type="join", username="Cid")
        await cid.hears(type="join")
        dan.send_message(type="join", nickname="Dan")
        await dan.hears(type="user_joined")
        answer = await send_message(port, asked())
        assert (answer.status, answer.json) == (200, {"rooms": 2, "connections": 4})
        plain = {"sender": "server", "content": "Closing soon", "type": "notification"}
        assert [await hears(ann), await hears(bob)] == [plain, plain]
        assert await hears(dan) == {"type": "system", "content": "Closing soon"}
        assert (await cid.hears(message="Closing soon"))["username"] == "server"


async def test_one_room_may_be_told_alone() -> None:
    async with visitors(build(SETTINGS), LOBBY, RED) as (port, (ann, bob)):
        answer = await send_message(port, asked(room="red"))
        assert answer.json == {"rooms": 1, "connections": 1}
        await hears(bob)
        ann.say_plainly("hi")
        await ann.hears(content="hi")
        assert [frame["content"] for frame in ann.heard] == ["hi"]


async def test_with_a_slow_broker_it_has_its_place_in_the_order() -> None:
    async with visitors(chat_with(UnhurriedStore, SETTINGS), LOBBY) as (port, (ann,)):
        ann.say_plainly("hi")
        await ann.hears(content="hi")
        await send_message(port, asked())
        ann.say_plainly("ho")
        await ann.hears(content="ho")
        assert [frame["content"] for frame in ann.heard] == ["hi", "Closing soon", "ho"]


async def test_it_is_not_kept() -> None:
    async with visitors(build(SETTINGS), LOBBY, "/ws") as (port, (_ann, bob)):
        await send_message(port, asked())
        bob.send_message(type="join", nickname="Bob")
        assert (await bob.hears(type="history"))["messages"] == []


async def test_a_room_in_which_nobody_is_hears_nothing() -> None:
    answer = await answer_to(asked(room="red"))
    assert (answer.status, answer.json) == (200, {"rooms": 0, "connections": 0})


@pytest.mark.parametrize("method", ["POST", "GET", "PUT", "DELETE", "OPTIONS"])
async def test_without_a_token_set_there_is_nothing_here(method: str) -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        answer = await send_message(port, asked(), {"Authorization": "Bearer "}, method)
        assert answer.status == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
async def test_it_can_be_posted_only(method: str) -> None:
    async with visitors(build(SETTINGS)) as (port, _nobody):
        answer = await ask(port, PATH, method, OPERATOR)
        assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN.upper()}",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer \udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    ],
)
async def test_an_unknown_token_is_rejected(
    authorization: str | None,
) -> None:
    headers = {} if authorization is None else {"Authorization": in_bytes(authorization)}
    answer = await answer_to(asked(), headers)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "operator" in answer.json["error"]


def in_bytes(text: str) -> str:
    """``text`` as a header that is written in latin-1, to be UTF-8 on the wire."""
    return text.encode().decode("latin-1")


async def test_bearer_may_be_written_in_any_case() -> None:
    answer = await answer_to(asked(), {"Authorization": in_bytes(f"bearer {TOKEN}")})
    assert answer.status == 200


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "JSON"),
        (b"Closing soon", "JSON"),
        (b'{"content": "\xff"}', "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"9" * 10_000, "JSON"),
        (b'"Closing soon"', "object"),
        (b"[]", "object"),
        (b"{}", "content"),
        (asked(None), "content"),
        (asked(7), "content"),
        (asked(["Closing soon"]), "content"),
        (b'{"content": "\\ud800"}', "content"),
        (asked(""), "blank"),
        (asked(" \u2003\n"), "blank"),
        (asked("x" * 65_537), "65,536"),
        (asked(room=None), "room"),
        (asked(room=7), "room"),
        (asked(room=""), "room"),
        (asked(room="a b"), "room"),
        (asked(room="\u00e9"), "room"),
    ],
)
async def test_what_cannot_be_announced_is_answered_with_why(body: bytes, word: str) -> None:
    answer = await answer_to(body)
    assert answer.status == 400
    assert word in answer.json["error"]


@pytest.mark.parametrize("content", ["x", "x" * 65_536, "\u2003x", "\x00", "{}"])
async def test_the_text_is_told_to_the_character(content: str) -> None:
    async with visitors(build(SETTINGS), LOBBY) as (port, (ann,)):
        assert (await send_message(port, asked(content))).status == 200
        assert (await ann.hears(sender="server"))["content"] == content


@pytest.mark.parametrize("is_escaped", [False, True])
async def test_the_longest_text_fits_however_it_is_written(is_escaped: bool) -> None:
    body = json.dumps({"content": "\U0001f389" * 65_536}, ensure_ascii=is_escaped).encode()
    assert (await answer_to(body)).status == 200


async def test_a_body_as_big_as_may_be_is_read() -> None:
    body = asked().ljust(MOST_BYTES)
    assert (await answer_to(body)).status == 200


async def test_a_bigger_body_is_rejected_by_its_length() -> None:
    answer = await answer_to(asked().ljust(MOST_BYTES + 1))
    assert (answer.status, "1,048,576" in answer.json["error"]) == (413, True)


async def test_a_bigger_body_is_rejected_though_it_does_not_tell_its_length() -> None:
    piece = b"%x\r\n%b\r\n" % (MOST_BYTES + 1, asked().ljust(MOST_BYTES + 1))
    headers = {**OPERATOR, "Transfer-Encoding": "chunked"}
    assert (await answer_to(piece + b"0\r\n\r\n", headers)).status == 413


async def test_a_body_that_grows_when_it_is_unpacked_is_rejected() -> None:
    body = gzip.compress(asked().ljust(50_000_000))
    assert (await answer_to(body, {**OPERATOR, "Content-Encoding": "gzip"})).status == 413


async def test_a_body_that_cannot_be_unpacked_is_rejected() -> None:
    answer = await answer_to(asked(), {**OPERATOR, "Content-Encoding": "gzip"})
    assert (answer.status, "body" in answer.json["error"]) == (400, True)


async def test_security_headers_stand_here_too() -> None:
    for headers in (OPERATOR, {}):
        answer = await answer_to(asked(), headers)
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_neither_the_token_nor_the_text_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    await answer_to(asked())
    await answer_to(asked(), {"Authorization": "Bearer wrong"})
    assert not any(word in caplog.text for word in ("Closing", "a long word", "wrong"))
