"""Write batch: flushed once, late enough for input that arrives meanwhile, and no later."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from server.ws.connection import Connection
from server.ws.send_queue import ConnectionLimits
from server.ws.write_batch import MAX_POLLS, WriteBatch
from tests.server.support.connection import ConnectionOwner, Receiver
from tests.server.support.fake_transport import FakeTransport


class CrankedLoop(asyncio.SelectorEventLoop):
    """An event loop that the test runs iteration by iteration."""

    def __init__(self) -> None:
        super().__init__()
        self.close()  # nothing is to be waited for
        self.calls: list[Callable[[], None]] = []

    def time(self) -> float:
        return 7.0

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        self.calls.append(lambda: callback(*args))

    def turns(self) -> None:
        """Run the calls scheduled before this iteration."""
        calls, self.calls = self.calls, []
        for call in calls:
            call()


class Flushable:
    """Writes down in a list shared with others that it was flushed."""

    def __init__(
        self, flushed: list["Flushable"], meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        self.flushed = flushed
        self.meanwhile = meanwhile

    def flush(self) -> None:
        self.flushed.append(self)
        self.meanwhile()


def turns_until_flushed(loop: CrankedLoop, write_batch: WriteBatch, pieces: int) -> int:
    """Return the number of iterations until a flush, if ``pieces`` arrive, one per iteration."""
    flushed: list[Flushable] = []
    write_batch.add(Flushable(flushed))
    turns = 0
    while not flushed:
        write_batch.input += turns < pieces
        turns += 1
        loop.turns()
    return turns


def made() -> tuple[CrankedLoop, WriteBatch, list[Flushable]]:
    loop = CrankedLoop()
    return loop, WriteBatch(loop), []


def test_nothing_is_flushed_before_the_turn_ends() -> None:
    _loop, write_batch, flushed = made()
    write_batch.add(Flushable(flushed))
    assert flushed == []


def test_all_are_flushed_in_the_order_they_were_added() -> None:
    loop, write_batch, flushed = made()
    flushables = [Flushable(flushed) for _ in range(3)]
    for flushable in flushables:
        write_batch.add(flushable)
    loop.turns()
    assert flushed == flushables


def test_what_was_flushed_is_not_flushed_again() -> None:
    loop, write_batch, flushed = made()
    write_batch.add(Flushable(flushed))
    loop.turns()
    second = Flushable(flushed)
    write_batch.add(second)
    loop.turns()
    assert flushed[1:] == [second]


def test_a_turn_in_which_nothing_is_added_asks_nothing_of_the_loop() -> None:
    loop, write_batch, _flushed = made()
    write_batch.input += 1
    assert loop.calls == []


def test_after_the_flush_nothing_is_asked_of_the_loop() -> None:
    loop, write_batch, flushed = made()
    write_batch.add(Flushable(flushed))
    loop.turns()
    assert loop.calls == []


def test_however_many_are_added_the_loop_is_asked_once() -> None:
    loop, write_batch, flushed = made()
    for _ in range(3):
        write_batch.add(Flushable(flushed))
    assert len(loop.calls) == 1


@pytest.mark.parametrize("pieces", range(MAX_POLLS + 1))
def test_for_each_turn_in_which_something_comes_in_it_looks_once_more(pieces: int) -> None:
    loop, write_batch, _flushed = made()
    assert turns_until_flushed(loop, write_batch, pieces) == pieces + 1


def test_while_input_keeps_coming_it_looks_so_often_and_no_more() -> None:
    loop, write_batch, _flushed = made()
    assert turns_until_flushed(loop, write_batch, pieces=1000) == MAX_POLLS + 1


def test_the_next_turn_has_all_its_looks_again() -> None:
    loop, write_batch, _flushed = made()
    turns_until_flushed(loop, write_batch, pieces=1000)
    assert turns_until_flushed(loop, write_batch, pieces=1000) == MAX_POLLS + 1


def test_what_came_in_before_is_not_waited_for() -> None:
    loop, write_batch, _flushed = made()
    write_batch.input += 1
    assert turns_until_flushed(loop, write_batch, pieces=0) == 1


def test_what_is_added_while_it_looks_again_goes_out_with_the_rest() -> None:
    loop, write_batch, flushed = made()
    first, second = Flushable(flushed), Flushable(flushed)
    write_batch.add(first)
    write_batch.input += 1
    loop.turns()
    write_batch.add(second)
    loop.turns()
    assert flushed == [first, second]


def test_what_is_added_in_a_flush_waits_for_a_later_turn() -> None:
    loop, write_batch, flushed = made()
    late = Flushable(flushed)
    first = Flushable(flushed, meanwhile=lambda: write_batch.add(late))
    write_batch.add(first)
    loop.turns()
    assert flushed == [first]


def test_what_is_added_in_a_flush_goes_out_in_the_next_turn() -> None:
    loop, write_batch, flushed = made()
    late = Flushable(flushed)
    write_batch.add(Flushable(flushed, meanwhile=lambda: write_batch.add(late)))
    loop.turns()
    loop.turns()
    assert flushed[1:] == [late]


def timed(*moments: float) -> tuple[CrankedLoop, WriteBatch, list[float]]:
    """Return a batch whose clock returns these ``moments``, and the list of its durations."""
    loop, took = CrankedLoop(), list[float]()
    write_batch = WriteBatch(loop, iter(moments).__next__, took.append)
    return loop, write_batch, took


def test_a_turn_takes_from_its_beginning_until_all_is_flushed() -> None:
    loop, write_batch, took = timed(5.0, 5.5)
    write_batch.add(Flushable([], meanwhile=lambda: took.append(0)))
    loop.turns()
    assert took == [0, 0.5]


def test_a_turn_begins_with_what_comes_in() -> None:
    loop, write_batch, took = timed(5.0, 5.5)
    write_batch.begin()
    write_batch.add(Flushable([]))
    loop.turns()
    assert took == [0.5]


def test_a_turn_in_which_nothing_is_written_is_over_too() -> None:
    loop, write_batch, took = timed(5.0, 5.5, 100.0, 100.25)
    write_batch.begin()
    loop.turns()
    write_batch.add(Flushable([]))
    loop.turns()
    assert took == [0.5, 0.25]


def test_what_has_waited_elsewhere_has_its_wait_counted() -> None:
    loop, write_batch, took = timed(5.0, 5.5)
    write_batch.began_at(3.0)
    loop.turns()
    assert took == [2.5]


def test_what_has_waited_less_than_the_turn_does_not_make_it_shorter() -> None:
    loop, write_batch, took = timed(5.0, 5.5)
    write_batch.begin()
    write_batch.began_at(5.25)
    loop.turns()
    assert took == [0.5]


async def test_a_connection_begins_the_turn_when_bytes_come_in() -> None:
    write_batch = WriteBatch(asyncio.get_running_loop())
    connection = Connection(
        1, FakeTransport(), write_batch, ConnectionLimits(1024, 100), ConnectionOwner(), Receiver()
    )
    connection.start(b"", b"", lambda: None)
    connection.data_received(b"\x81")
    assert write_batch.has_begun


def test_its_time_is_the_loops() -> None:
    _loop, write_batch, _flushed = made()
    assert write_batch.now() == 7.0
