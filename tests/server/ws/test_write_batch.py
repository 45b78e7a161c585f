"""A turn of the event loop ends once: late enough for what comes in meanwhile, and no later."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from server.ws.connection import Connection
from server.ws.send_queue import Limits
from server.ws.write_batch import LOOKS, Turn
from tests.server.support.connection import Keeper, Receiver
from tests.server.support.fake_transport import FakeTransport


class CrankedLoop(asyncio.AbstractEventLoop):
    """An event loop of which the test makes each turn."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def time(self) -> float:
        return 7.0

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:
        self.calls.append(lambda: callback(*args))

    def turns(self) -> None:
        """What was asked for before this turn is done in it."""
        calls, self.calls = self.calls, []
        for call in calls:
            call()


class Gathering:
    """Writes down in a list shared with others that it was flushed."""

    def __init__(
        self, flushed: list["Gathering"], meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        self.flushed = flushed
        self.meanwhile = meanwhile

    def flush(self) -> None:
        self.flushed.append(self)
        self.meanwhile()


def turns_until_flushed(loop: CrankedLoop, turn: Turn, pieces: int) -> int:
    """How many turns it takes for something to be flushed, if ``pieces`` come in, one a turn."""
    flushed: list[Gathering] = []
    turn.add(Gathering(flushed))
    turns = 0
    while not flushed:
        turn.input += turns < pieces
        turns += 1
        loop.turns()
    return turns


def made() -> tuple[CrankedLoop, Turn, list[Gathering]]:
    loop = CrankedLoop()
    return loop, Turn(loop), []


def test_nothing_is_flushed_before_the_turn_ends() -> None:
    _loop, turn, flushed = made()
    turn.add(Gathering(flushed))
    assert flushed == []


def test_all_are_flushed_in_the_order_they_were_added() -> None:
    loop, turn, flushed = made()
    gatherings = [Gathering(flushed) for _ in range(3)]
    for gathering in gatherings:
        turn.add(gathering)
    loop.turns()
    assert flushed == gatherings


def test_what_was_flushed_is_not_flushed_again() -> None:
    loop, turn, flushed = made()
    turn.add(Gathering(flushed))
    loop.turns()
    second = Gathering(flushed)
    turn.add(second)
    loop.turns()
    assert flushed[1:] == [second]


def test_a_turn_in_which_nothing_is_added_asks_nothing_of_the_loop() -> None:
    loop, turn, _flushed = made()
    turn.input += 1
    assert loop.calls == []


def test_after_the_flush_nothing_is_asked_of_the_loop() -> None:
    loop, turn, flushed = made()
    turn.add(Gathering(flushed))
    loop.turns()
    assert loop.calls == []


def test_however_many_are_added_the_loop_is_asked_once() -> None:
    loop, turn, flushed = made()
    for _ in range(3):
        turn.add(Gathering(flushed))
    assert len(loop.calls) == 1


@pytest.mark.parametrize("pieces", range(LOOKS + 1))
def test_for_each_turn_in_which_something_comes_in_it_looks_once_more(pieces: int) -> None:
    loop, turn, _flushed = made()
    assert turns_until_flushed(loop, turn, pieces) == pieces + 1


def test_while_input_keeps_coming_it_looks_so_often_and_no_more() -> None:
    loop, turn, _flushed = made()
    assert turns_until_flushed(loop, turn, pieces=1000) == LOOKS + 1


def test_the_next_turn_has_all_its_looks_again() -> None:
    loop, turn, _flushed = made()
    turns_until_flushed(loop, turn, pieces=1000)
    assert turns_until_flushed(loop, turn, pieces=1000) == LOOKS + 1


def test_what_came_in_before_is_not_waited_for() -> None:
    loop, turn, _flushed = made()
    turn.input += 1
    assert turns_until_flushed(loop, turn, pieces=0) == 1


def test_what_is_added_while_it_looks_again_goes_out_with_the_rest() -> None:
    loop, turn, flushed = made()
    first, second = Gathering(flushed), Gathering(flushed)
    turn.add(first)
    turn.input += 1
    loop.turns()
    turn.add(second)
    loop.turns()
    assert flushed == [first, second]


def test_what_is_added_in_a_flush_waits_for_a_later_turn() -> None:
    loop, turn, flushed = made()
    late = Gathering(flushed)
    first = Gathering(flushed, meanwhile=lambda: turn.add(late))
    turn.add(first)
    loop.turns()
    assert flushed == [first]


def test_what_is_added_in_a_flush_goes_out_in_the_next_turn() -> None:
    loop, turn, flushed = made()
    late = Gathering(flushed)
    turn.add(Gathering(flushed, meanwhile=lambda: turn.add(late)))
    loop.turns()
    loop.turns()
    assert flushed[1:] == [late]


def timed(*moments: float) -> tuple[CrankedLoop, Turn, list[float]]:
    """A turn whose clock tells these ``moments``, and what it said that turns took."""
    loop, took = CrankedLoop(), list[float]()
    turn = Turn(loop, iter(moments).__next__)
    turn.when_over = took.append
    return loop, turn, took


def test_a_turn_takes_from_its_beginning_until_all_is_flushed() -> None:
    loop, turn, took = timed(5.0, 5.5)
    turn.add(Gathering([], meanwhile=lambda: took.append(0)))
    loop.turns()
    assert took == [0, 0.5]


def test_a_turn_begins_with_what_comes_in() -> None:
    loop, turn, took = timed(5.0, 5.5)
    turn.begin()
    turn.add(Gathering([]))
    loop.turns()
    assert took == [0.5]


def test_a_turn_in_which_nothing_is_written_is_over_too() -> None:
    loop, turn, took = timed(5.0, 5.5, 100.0, 100.25)
    turn.begin()
    loop.turns()
    turn.add(Gathering([]))
    loop.turns()
    assert took == [0.5, 0.25]


def test_what_has_waited_elsewhere_has_its_wait_counted() -> None:
    loop, turn, took = timed(5.0, 5.5)
    turn.began_at(3.0)
    loop.turns()
    assert took == [2.5]


def test_what_has_waited_less_than_the_turn_does_not_make_it_shorter() -> None:
    loop, turn, took = timed(5.0, 5.5)
    turn.begin()
    turn.began_at(5.25)
    loop.turns()
    assert took == [0.5]


async def test_a_connection_begins_the_turn_when_bytes_come_in() -> None:
    turn = Turn(asyncio.get_running_loop())
    connection = Connection(1, FakeTransport(), turn, Limits(1024, 100), Keeper())
    connection.start(b"", Receiver(), b"", lambda: None)
    connection.data_received(b"\x81")
    assert turn.has_begun


def test_its_time_is_the_loops() -> None:
    _loop, turn, _flushed = made()
    assert turn.now() == 7.0
