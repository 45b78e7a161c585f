"""Texts that are not urgent wait a little in a large fan-out, to be written with others."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from server.ws.fan_out import LEAST_PATIENCE, MOST_PATIENCE, PATIENCE, FanOut
from server.ws.frames import TEXT, frame
from server.ws.write_batch import WriteBatch
from tests.server.support.connection import FakeClient, started
from tests.server.support.fake_transport import JumpingLoop, it_is, turn_ends

MANY = int(LEAST_PATIENCE / PATIENCE) + 1  # readers, for whom what is not urgent waits
WAIT = MANY * PATIENCE  # seconds
NEWS = frame(TEXT, b"news")


def hall(count: int) -> tuple[FanOut, list[FakeClient]]:
    """A fan-out and its readers."""
    fan_out = FanOut(WriteBatch(asyncio.get_running_loop()))
    lines = [started() for _ in range(count)]
    for number, line in enumerate(lines):
        line.connection.send_queue.number = number
        fan_out.enter(line.connection.send_queue)
    return fan_out, lines


def in_jumping_time(test: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(test)


async def test_few_are_not_kept_waiting() -> None:
    fan_out, lines = hall(MANY - 2)
    fan_out.send(b"news", is_urgent=False)
    await turn_ends()
    assert lines[0].transport.written == NEWS


async def test_many_are_kept_waiting_for_what_is_not_urgent() -> None:
    fan_out, lines = hall(MANY)
    fan_out.send(b"news", is_urgent=False)
    await turn_ends()
    assert lines[0].transport.written == b""


def test_they_hear_it_when_the_wait_is_over() -> None:
    async def story() -> None:
        fan_out, lines = hall(MANY)
        fan_out.send(b"news", is_urgent=False)
        await it_is(WAIT * 1.01)
        assert lines[0].transport.written == NEWS

    in_jumping_time(story())


def test_nobody_waits_longer_than_the_most() -> None:
    async def story() -> None:
        fan_out, lines = hall(int(MOST_PATIENCE / PATIENCE) * 2)
        fan_out.send(b"news", is_urgent=False)
        await it_is(MOST_PATIENCE * 1.01)
        assert lines[0].transport.written == NEWS

    in_jumping_time(story())


def test_what_comes_while_it_waits_does_not_make_it_wait_longer() -> None:
    async def story() -> None:
        fan_out, lines = hall(MANY)
        fan_out.send(b"news", is_urgent=False)
        await it_is(WAIT * 0.9)
        fan_out.send(b"news", is_urgent=False)
        await it_is(WAIT * 1.01)
        assert lines[0].transport.writes == [NEWS * 2]

    in_jumping_time(story())


async def test_something_urgent_takes_along_what_waits_in_order() -> None:
    fan_out, lines = hall(MANY)
    fan_out.send(b"news", is_urgent=False)
    fan_out.send(b"fire")
    await turn_ends()
    assert lines[0].transport.writes == [NEWS + frame(TEXT, b"fire")]


async def test_what_is_sent_to_one_comes_after_what_waits_for_all() -> None:
    fan_out, (first, *_others) = hall(MANY)
    fan_out.send(b"news", is_urgent=False)
    first.connection.send_text("psst")
    await turn_ends()
    assert first.transport.written == NEWS + frame(TEXT, b"psst")


def test_a_client_that_heard_it_early_does_not_hear_it_again() -> None:
    async def story() -> None:
        fan_out, (first, *_others) = hall(MANY)
        fan_out.send(b"news", is_urgent=False)
        first.connection.send_text("psst")
        await it_is(WAIT * 1.01)
        assert first.transport.written == NEWS + frame(TEXT, b"psst")

    in_jumping_time(story())


async def test_a_close_comes_after_what_waits() -> None:
    fan_out, (first, *_others) = hall(MANY)
    fan_out.send(b"news", is_urgent=False)
    first.connection.close()
    assert first.transport.written.startswith(NEWS)
