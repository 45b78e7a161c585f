"""A call at a time of the wall clock, in time that jumps."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from server.auth.expiry import LONGEST, Expiry
from tests.server.support.fake_transport import JumpingLoop, it_is

START = 1_800_000_000.0  # what the wall clock shows when the loop's shows 0
WEEKS = 4 * 7 * 86_400.0  # seconds; with years to go the test's own clock is too coarse


class Clock:
    """A wall clock that goes with the loop, and can be set."""

    def __init__(self) -> None:
        self.offsets = 0.0  # seconds
        self.looks = 0

    def __call__(self) -> float:
        self.looks += 1
        return START + asyncio.get_running_loop().time() + self.offsets


async def called_at(at: float, clock: Clock) -> float:
    """The loop's time at which a call for ``at`` came."""
    loop = asyncio.get_running_loop()
    come: asyncio.Future[float] = loop.create_future()
    Expiry(at, lambda: come.set_result(loop.time()), clock)
    return await come


def in_jumping_time(story: Coroutine[Any, Any, float]) -> float:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(story)


def test_the_call_comes_at_its_time() -> None:
    assert abs(in_jumping_time(called_at(START + 5, Clock())) - 5) < 0.001


def test_a_time_that_is_past_has_come() -> None:
    assert in_jumping_time(called_at(START - 5, Clock())) < 0.001


def test_the_call_comes_after_weeks() -> None:
    assert abs(in_jumping_time(called_at(START + WEEKS, Clock())) - WEEKS) < 0.001


def test_the_wall_clock_is_looked_at_every_hour() -> None:
    clock = Clock()
    in_jumping_time(called_at(START + 10 * LONGEST, clock))
    assert clock.looks >= 10


def test_a_clock_that_is_set_is_noticed_within_the_hour() -> None:
    async def story() -> float:
        clock = Clock()
        call = asyncio.ensure_future(called_at(START + WEEKS, clock))
        await it_is(1.0)
        clock.offsets = WEEKS
        return await call

    assert in_jumping_time(story()) <= LONGEST + 0.001


def test_a_clock_that_is_put_back_does_not_call_early() -> None:
    async def story() -> float:
        clock = Clock()
        call = asyncio.ensure_future(called_at(START + 10, clock))
        await it_is(1.0)
        clock.offsets = -100.0
        return await call

    assert in_jumping_time(story()) >= 110 - 0.001


def test_what_is_cancelled_is_not_called() -> None:
    async def story() -> float:
        calls: list[str] = []
        near, far = START + 5, START + 3 * LONGEST
        for at, until in ((near, 1.0), (far, 2.5 * LONGEST)):
            expiry = Expiry(at, lambda: calls.append("called"), Clock())
            await it_is(until)
            expiry.cancel()
        await it_is(9 * LONGEST)
        return len(calls)

    assert in_jumping_time(story()) == 0
