"""The server counts exactly the messages that its clients received; Prometheus can read it."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Mapping
from itertools import pairwise

import pytest

from alicebob.transport.prometheus import Series, series
from server.config.settings import Settings
from server.store.memory import MemoryStore
from server.web.app import build
from tests.server.support.client_frames import closing
from tests.server.support.counted import (
    HeldStore,
    UnhurriedStore,
    chat_with,
    counted,
    counted_once,
    visitors,
)
from tests.server.support.requests import ask

EVENTS, PLAIN = "/ws", "/chat?user=Bob"
any_broker = pytest.mark.parametrize("store", [MemoryStore, UnhurriedStore])
LEFT = series("chat_leaves_total", code="1000")


def total(counters: Mapping[Series, float], name: str) -> float:
    """The sum over all labels."""
    return sum(value for (found, _labels), value in counters.items() if found == name)


@any_broker
async def test_deliveries_are_what_all_readers_heard(store: type[MemoryStore]) -> None:
    async with visitors(chat_with(store), EVENTS, PLAIN, EVENTS) as (port, everybody):
        ann, bob, _nobody = everybody
        ann.send_message(type="join", nickname="Ann")
        bob.say_plainly("hi", "ho")
        await ann.hears(content="ho")
        ann.send_message(type="message", content="the end")
        await ann.hears(content="the end")
        await bob.hears(content="the end")
        heard = sum(visitor.count("message") for visitor in everybody)
        counters = await counted(port)
        assert (
            counters[series("chat_messages_total")],
            counters[series("chat_deliveries_total")],
        ) == (
            3,
            heard,
        )


@any_broker
async def test_a_whisper_is_one_message_and_goes_to_two(store: type[MemoryStore]) -> None:
    async with visitors(chat_with(store), EVENTS, EVENTS, PLAIN) as (port, (ann, cid, _bob)):
        ann.send_message(type="join", nickname="Ann")
        await ann.hears(type="user_joined", nickname="Ann")
        cid.send_message(type="join", nickname="Cid")
        await ann.hears(type="user_joined", nickname="Cid")
        ann.send_message(type="message", content="psst", to="Cid")
        await ann.hears(type="private")
        await cid.hears(type="private")
        counters = await counted(port)
        assert (
            counters[series("chat_messages_total")],
            counters[series("chat_deliveries_total")],
        ) == (1, 2)


@any_broker
async def test_an_answer_to_a_repetition_is_a_delivery_of_no_new_message(
    store: type[MemoryStore],
) -> None:
    async with visitors(chat_with(store), EVENTS) as (port, (ann,)):
        ann.send_message(type="join", nickname="Ann")
        for _ in range(2):
            ann.send_message(type="message", content="once", client_id="c-17")
        for _ in range(2):
            await ann.hears(type="message")
        counters = await counted(port)
        assert (
            counters[series("chat_messages_total")],
            counters[series("chat_deliveries_total")],
        ) == (1, 2)


async def test_the_history_is_no_delivery() -> None:
    async with visitors(build(Settings()), PLAIN, EVENTS) as (port, (bob, ann)):
        bob.say_plainly("hi")
        await bob.hears(content="hi")
        ann.send_message(type="join", nickname="Ann")
        assert (await ann.hears(type="history"))["messages"]
        assert (await counted(port))[series("chat_deliveries_total")] == 1


async def test_those_who_have_left_while_others_speak_are_counted_no_more() -> None:
    people, words = 8, 30
    paths = [f"/chat?user=u{number}" for number in range(people)]
    async with visitors(build(Settings()), *paths) as (port, everybody):
        for number, visitor in enumerate(everybody):
            visitor.say_plainly(*(f"{number} {word}" for word in range(words)))
            visitor.peer.send(closing(1000))
        await asyncio.gather(*(visitor.hears_all() for visitor in everybody))
        counters = await counted_once(port, LEFT, people)
        heard = sum(visitor.count("message") for visitor in everybody)
        assert (
            counters[series("chat_messages_total")],
            counters[series("chat_deliveries_total")],
        ) == (
            people * words,
            heard,
        )


@any_broker
async def test_who_came_has_left_or_is_here(store: type[MemoryStore]) -> None:
    async with visitors(chat_with(store), PLAIN, PLAIN, EVENTS, PLAIN) as (port, everybody):
        one, other, _nobody, _staying = everybody
        one.peer.send(closing(1000))
        other.peer.vanish()
        await counted_once(port, LEFT, 1)
        counters = await counted_once(port, series("chat_leaves_total", code="1006"), 1)
        assert [
            counters[series("chat_joins_total")],
            total(counters, "chat_leaves_total"),
            counters[series("chat_connections")],
            counters[series("chat_rooms")],
        ] == [3, 2, 2, 1]


async def test_a_code_of_the_clients_own_choice_is_one_of_the_others() -> None:
    async with visitors(build(Settings()), PLAIN, PLAIN) as (port, (one, other)):
        one.peer.send(closing(3123))
        other.peer.send(closing(4999))
        counters = await counted_once(port, series("chat_leaves_total", code="other"), 2)
        assert total(counters, "chat_leaves_total") == 2


async def test_rooms_are_counted_while_somebody_is_in_them() -> None:
    paths = [f"/chat?user=Ann&room={room}" for room in ("red", "blue")]
    async with visitors(build(Settings()), *paths) as (port, (red, _blue)):
        before = (await counted(port))[series("chat_rooms")]
        red.peer.send(closing(1000))
        after = (await counted_once(port, LEFT, 1))[series("chat_rooms")]
        assert (before, after) == (2, 1)


async def test_a_reader_who_is_too_slow_is_an_eviction() -> None:
    app = build(Settings(send_buffer=1))
    async with visitors(app, "/chat?user=Ann", PLAIN) as (port, (ann, _stuck)):
        while not ann.heard or ann.heard[-1]["content"] != "Bob left the chat":
            ann.say_plainly("x" * 60_000)
            await ann.hears()
        counters = await counted(port)
        assert [
            counters[series("chat_evictions_total")],
            counters[series("chat_leaves_total", code="1013")],
        ] == [1, 1]


async def test_a_client_that_closes_with_1013_is_no_eviction() -> None:
    async with visitors(build(Settings()), PLAIN) as (port, (bob,)):
        bob.peer.send(closing(1013))
        counters = await counted_once(port, series("chat_leaves_total", code="1013"), 1)
        assert counters[series("chat_evictions_total")] == 0


@any_broker
async def test_every_message_is_timed(store: type[MemoryStore]) -> None:
    async with visitors(chat_with(store), PLAIN, EVENTS) as (port, (bob, ann)):
        ann.send_message(type="join", nickname="Ann")
        bob.say_plainly(*map(str, range(40)))
        await bob.hears(content="39")
        ann.send_message(type="message", content="psst", to="Ann")
        await ann.hears(type="private")
        counters = await counted_once(port, series("chat_delivery_seconds_count"), 41)
        assert counters[series("chat_delivery_seconds_bucket", le="+Inf")] == 41


async def test_what_a_slow_broker_takes_is_part_of_the_time() -> None:
    store = HeldStore()
    async with visitors(build(Settings(), store), PLAIN, PLAIN) as (port, (bob, other)):
        await bob.hears(type="notification")
        store.is_free.clear()
        other.say_plainly("hi")
        await asyncio.to_thread(store.is_asked.wait)
        begun = time.perf_counter()
        await ask(port, "/stats")
        waited = time.perf_counter() - begun
        store.is_free.set()
        await bob.hears(content="hi")
        counters = await counted_once(port, series("chat_delivery_seconds_count"), 1)
        assert counters[series("chat_delivery_seconds_sum")] >= waited


async def test_steps_of_the_histogram_grow_from_50_microseconds_to_10_seconds() -> None:
    async with visitors(build(Settings()), PLAIN) as (port, (bob,)):
        bob.say_plainly("hi")
        await bob.hears(content="hi")
        counters = await counted_once(port, series("chat_delivery_seconds_count"), 1)
    steps = sorted(
        (float(dict(labels)["le"]), value)
        for (name, labels), value in counters.items()
        if name == "chat_delivery_seconds_bucket"
    )
    assert [steps[0][0], steps[-2][0], steps[-1][0]] == [50e-6, 10, float("inf")]
    assert all(one[1] <= other[1] for one, other in pairwise(steps))


async def test_prometheus_is_told_the_format() -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        answer = await ask(port, "/metrics")
        kind = answer.headers["content-type"]
        assert (answer.status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")


async def test_each_metric_is_explained() -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        text = (await ask(port, "/metrics")).body.decode()
    explained = [line.split()[2] for line in text.splitlines() if line.startswith("# HELP")]
    assert explained == [
        "chat_connections",
        "chat_rooms",
        "chat_joins_total",
        "chat_leaves_total",
        "chat_messages_total",
        "chat_deliveries_total",
        "chat_evictions_total",
        "chat_refusals_total",
        "chat_delivery_seconds",
    ]


@pytest.mark.parametrize("path", ["/metrics", "/stats"])
async def test_head_gets_the_headers_alone(path: str) -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        answer = await ask(port, path, "HEAD")
        assert (answer.status, answer.body) == (200, b"")
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/metrics", "/stats"])
async def test_nothing_else_is_done_there(path: str) -> None:
    async with visitors(build(Settings())) as (port, _nobody):
        assert (await ask(port, path, "POST")).status == 405


def test_the_client_library_does_not_delay_the_start() -> None:
    program = (
        "import sys; from server.web.app import build; "
        "from server.config.settings import Settings; "
        "build(Settings()); sys.exit('prometheus_client' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
