"""``/stats``: how the chat is doing, in few words."""

from server.config.settings import Settings
from server.web.app import build
from tests.server.support.counted import visitors
from tests.server.support.requests import ask


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
        "rooms": {"lobby": 1, "red": 1},
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
        "rooms": {},
        "messages_in": 0,
        "deliveries_out": 0,
        "evictions": 0,
    }


async def test_it_is_json_that_nobody_may_keep() -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        headers = (await ask(port, "/stats")).headers
    assert headers["content-type"].startswith("application/json")
    assert headers["cache-control"] == "no-store"
