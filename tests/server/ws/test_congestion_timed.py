"""Congested topics are checked again and again, until nobody is behind any more."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from server.ws.congestion import STANDSTILL, Congestion
from server.ws.fan_out import FanOut
from server.ws.frames import TEXT
from server.ws.write_batch import CONGESTION_CHECK
from tests.server.support.client_frames import masked
from tests.server.support.connection import SEND_BUFFER, FakeClient, started
from tests.server.support.fake_transport import JumpingLoop, it_is

LONG = "a" * SEND_BUFFER


def in_jumping_time(test: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(test)


def with_a_stuck_reader() -> tuple[FakeClient, FakeClient, FanOut]:
    """A sender, and a reader that has not taken a third of what may wait for it."""
    sender = started()
    write_batch = sender.connection.write_batch
    reader = started(number=2, write_batch=write_batch)
    fan_out = FanOut(write_batch)
    for line in (sender, reader):
        fan_out.enter(line.connection.send_queue)
    reader.transport.waiting = SEND_BUFFER // 3
    fan_out.send(b"x")
    fan_out.flush()
    assert fan_out.congestion
    return sender, reader, fan_out


def says(line: FakeClient, text: str) -> None:
    line.connection.data_received(masked(TEXT, text.encode()))


def test_a_short_text_waits_until_the_next_check() -> None:
    async def story() -> None:
        sender, _reader, _ = with_a_stuck_reader()
        says(sender, "hi")
        assert sender.receiver.messages == []
        await it_is(CONGESTION_CHECK * 1.01)
        assert sender.receiver.messages == ["hi"]

    in_jumping_time(story())


def test_a_reader_that_takes_nothing_is_given_up_at_the_check_after_the_standstill() -> None:
    async def story() -> None:
        sender, _reader, fan_out = with_a_stuck_reader()
        says(sender, LONG)
        await it_is(STANDSTILL - CONGESTION_CHECK / 2)
        assert sender.receiver.messages == []
        await it_is(STANDSTILL + CONGESTION_CHECK * 1.01)
        assert sender.receiver.messages == [LONG]
        assert not fan_out.congestion

    in_jumping_time(story())


def test_when_nobody_is_behind_nothing_is_checked() -> None:
    async def story() -> None:
        _sender, reader, fan_out = with_a_stuck_reader()
        reader.transport.waiting = 0
        await it_is(CONGESTION_CHECK * 1.01)
        write_batch = reader.connection.write_batch
        assert not write_batch.congestions
        reader.transport.waiting = SEND_BUFFER // 3
        fan_out.send(b"x")
        fan_out.flush()
        assert write_batch.congestions  # and it is checked again
        await it_is(STANDSTILL + CONGESTION_CHECK * 3)
        assert not write_batch.congestions

    in_jumping_time(story())


def test_a_topic_whose_check_fails_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        sender, reader, _ = with_a_stuck_reader()
        bad = Congestion()
        reader.connection.write_batch.congest(bad, started(number=3).connection.send_queue)
        sound = Congestion.check

        def check(self: Congestion, now: float) -> None:
            if self is bad:
                raise RuntimeError("a bug")
            sound(self, now)

        monkeypatch.setattr(Congestion, "check", check)
        says(sender, "hi")
        await it_is(CONGESTION_CHECK * 1.01)
        assert sender.receiver.messages == ["hi"]

    in_jumping_time(story())
