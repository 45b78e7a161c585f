"""``/stats``: how the chat is doing, in few words."""

import pytest

from server.config.settings import Settings
from server.web.app import build
from tests.server.support.counted import visitors
from tests.server.support.requests import ask

TOKEN = "only-the-operator-knows"
OPERATOR = {"Authorization": f"Bearer {TOKEN}"}


async def test_it_tells_who_is_here_and_what_was_done() -> None:
    paths = ["/chat?user=Ann", "/chat?user=Ann", "/rooms/red", "/echo"]
    async with visitors(build(Settings()), *paths) as (port, (ann, second, cid, _echo)):
        cid.send_message(type="join", username="Cid")
        await cid.hears(type="join")
        ann.say_plainly("hi")
        await ann.hears(content="hi")
        await second.hears(content="hi")
        answer = (await ask(port, "/stats")).json
    assert answer.pop("uptime") > 0
    assert answer == {
        "connections": 4,
        "rooms": 2,
        "users": 2,
        "messages_in": 1,
        "deliveries_out": 2,
        "evictions": 0,
    }


async def test_before_anybody_has_come_all_is_nought() -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        answer = (await ask(port, "/stats")).json
    del answer["uptime"]
    assert answer == {
        "connections": 0,
        "rooms": 0,
        "users": 0,
        "messages_in": 0,
        "deliveries_out": 0,
        "evictions": 0,
    }


async def test_the_operator_is_told_the_names_of_rooms() -> None:
    paths = ["/chat?user=Ann", "/chat?user=Bob&room=red", "/chat?user=Cid&room=red"]
    async with visitors(build(Settings(operator_token=TOKEN)), *paths) as (port, _everybody):
        answer = (await ask(port, "/stats", headers=OPERATOR)).json
    assert answer["users_by_room"] == {"lobby": 1, "red": 2}
    assert (answer["rooms"], answer["users"]) == (2, 3)


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
@pytest.mark.parametrize("token", ["", TOKEN])
async def test_nobody_else_is_told_the_names_of_rooms(token: str, authorization: str) -> None:
    app = build(Settings(operator_token=token))
    async with visitors(app, "/chat?user=Ann&room=red") as (port, _everybody):
        answer = await ask(port, "/stats", headers={"Authorization": authorization})
        plain = await ask(port, "/stats")
    assert (answer.status, plain.status) == (200, 200)
    assert b"red" not in answer.body + plain.body


async def test_it_is_json_that_nobody_may_keep() -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        headers = (await ask(port, "/stats")).headers
    assert headers["content-type"].startswith("application/json")
    assert headers["cache-control"] == "no-store"
