"""The chat at its addresses, in the plain dialect: who is told what, and what is left of it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from server.chat.service import CHAT
from server.config.settings import Settings
from server.web.app import build
from server.web.connect_request import query_of
from server.ws.frames import BINARY, CLOSE, TEXT
from tests.server.support.client_frames import closing, masked
from tests.server.support.serving import Peer, knocking, serving

SWITCHING, BAD_REQUEST, UPGRADE_REQUIRED = 101, 400, 426  # HTTP statuses


@asynccontextmanager
async def chatting(*queries: str) -> AsyncIterator[tuple[web.Application, Peer, Peer]]:
    """A chat with two people in it, who came by these queries."""
    app, (first, second) = build(Settings()), queries
    async with (
        serving(app) as port,
        knocking(port, f"/chat?{first}") as one,
        knocking(port, f"/chat?{second}") as other,
    ):
        yield app, one, other


async def answer_to(query: str) -> int:
    """The status with which a handshake with such a query is answered."""
    async with serving(build(Settings())) as port, knocking(port, f"/chat{query}") as peer:
        return peer.status


async def heard(peer: Peer, count: int = 1) -> list[list[str]]:
    """Sender and content of the next things that ``peer`` hears."""
    payloads = [json.loads((await peer.frame())[1]) for _ in range(count)]
    return [[fields["sender"], fields["content"]] for fields in payloads]


async def test_words_reach_their_sender_and_the_others() -> None:
    async with chatting("user=Alice", "user=Bob") as (_app, alice, bob):
        bob.send(masked(TEXT, b"hi"))
        joined = ["Bob", "Bob joined the chat"]
        assert [await heard(alice, 2), await heard(bob)] == [
            [joined, ["Bob", "hi"]],
            [["Bob", "hi"]],
        ]


async def test_a_departure_reaches_the_others() -> None:
    async with chatting("user=Alice", "user=Bob") as (_app, alice, bob):
        bob.vanish()
        assert (await heard(alice, 2))[1] == ["Bob", "Bob left the chat"]


async def test_a_refusal_reaches_its_sender_alone() -> None:
    async with chatting("user=Alice", "user=Bob") as (_app, alice, bob):
        bob.send(masked(TEXT, b"  ") + masked(TEXT, b"hi"))
        assert [(await heard(alice, 2))[1], (await heard(bob))[0]] == [
            ["Bob", "hi"],
            ["server", "Invalid message"],
        ]


async def test_bytes_are_ignored() -> None:
    async with chatting("user=Alice", "user=Bob") as (_app, _alice, bob):
        bob.send(masked(BINARY, b"hi") + masked(TEXT, b"ho"))
        assert await heard(bob) == [["Bob", "ho"]]


async def test_people_in_different_rooms_do_not_hear_each_other() -> None:
    async with chatting("user=Alice&room=red", "user=Bob&room=blue") as (_app, alice, bob):
        bob.send(masked(TEXT, b"hi") + closing(1000))
        await bob.rest()
        alice.send(closing(1000))
        assert (await alice.frame())[0] == CLOSE


async def test_who_names_no_room_is_in_the_lobby() -> None:
    async with chatting("user=Alice&room=lobby", "user=Bob") as (_app, alice, _bob):
        assert await heard(alice) == [["Bob", "Bob joined the chat"]]


async def test_a_room_that_all_have_left_is_forgotten() -> None:
    async with chatting("user=Alice&room=red", "user=Bob&room=red") as (app, alice, bob):
        for peer in (alice, bob):
            peer.send(closing(1000))
            await peer.rest()
        assert (app[CHAT].rooms, app[CHAT].pubsub.subscribers("red")) == ({}, 0)


@pytest.mark.parametrize("query", ["user=", "user=%20%20", "", "name=Bob"])
async def test_who_gives_no_name_is_anonymous(query: str) -> None:
    async with chatting("user=Alice", query) as (_app, alice, _bob):
        assert await heard(alice) == [["Anonymous", "Anonymous joined the chat"]]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("user=Mary+Ann", "Mary Ann"),
        ("user=Mary%20Ann", "Mary Ann"),
        ("user=A%2BB", "A+B"),
        ("user=Tom%26Jerry", "Tom&Jerry"),
        ("user=a%3Db", "a=b"),
        ("user=a=b", "a=b"),
        ("user=%25", "%"),
        ("user=%2541", "%41"),
        ("user=100%", "100%"),
        ("user=a;b", "a;b"),
        ("user=Zoe%CC%88", "Zo\u00eb"),
        ("user=%F0%9F%A6%8A", "\U0001f98a"),
        ("user=first&user=second", "first"),
        ("room=lobby&user=Bob", "Bob"),
    ],
)
async def test_a_name_is_read_from_the_query(query: str, name: str) -> None:
    async with chatting("user=Alice", query) as (_app, alice, _bob):
        assert await heard(alice) == [[name, f"{name} joined the chat"]]


@pytest.mark.parametrize(
    "query",
    [
        "?user=%FF",
        "?user=%ED%A0%80",
        "?user=\xff",
        "?user=%00",
        "?user=SYSTEM",
        "?user=Alice&room=",
        "?user=Alice&room=a%20b",
        "?user=Alice&room=%FF",
        "?user=" + "n" * 65,
    ],
)
async def test_a_bad_name_or_room_is_answered_with_400(query: str) -> None:
    assert await answer_to(query) == BAD_REQUEST


async def test_a_plain_request_for_the_chat_is_told_to_upgrade() -> None:
    plain = {"Upgrade": None}
    async with serving(build(Settings())) as port, knocking(port, "/chat", plain) as peer:
        assert peer.status == UPGRADE_REQUIRED


async def test_the_dialect_may_be_asked_for() -> None:
    asked = {"Sec-WebSocket-Protocol": "chat.plain"}
    async with serving(build(Settings())) as port, knocking(port, "/chat", asked) as peer:
        assert peer.headers["sec-websocket-protocol"] == "chat.plain"


async def test_texts_are_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with chatting("user=Alice", "user=Bob") as (_app, alice, bob):
        bob.send(masked(TEXT, b"a secret"))
        await heard(alice, 2)
    assert "a secret" not in caplog.text


async def test_a_name_is_quoted_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    await answer_to("?user=a%22%20close%20id=1")
    assert r'name="a\" close id=1" room=lobby' in caplog.text


def test_of_two_parameters_of_one_name_the_first_counts() -> None:
    request = make_mocked_request("GET", "/chat?a=1&a=2&b=&c=x%26y")
    assert query_of(request) == {"a": "1", "b": "", "c": "x&y"}
