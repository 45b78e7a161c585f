"""Machine time stands still while the machine does not run the suite, and patience with it."""

import threading
from collections.abc import Iterator

import pytest

from alicebob.record.journal import Journal
from alicebob.record.machine_time import MACHINE_TIME, TICK, MachineTime


def ticked(*times: float) -> MachineTime:
    """Return the machine time after ticks at these times; it began at 0."""
    clock: Iterator[float] = iter([0.0, *times])
    machine_time = MachineTime(lambda: next(clock))
    for _ in times:
        machine_time.tick()
    return machine_time


def test_a_tick_is_a_tick_however_late_it_is() -> None:
    assert ticked(TICK, 2 * TICK, 60.0).seconds == pytest.approx(3 * TICK)


def test_a_machine_that_runs_does_not_stand_still() -> None:
    assert ticked(TICK, 2.5 * TICK, 4 * TICK).stood_still == 0


def test_seconds_without_a_tick_are_counted() -> None:
    assert ticked(TICK, TICK + 3.0).stood_still == pytest.approx(3.0 - TICK)


def test_the_machine_time_of_the_suite_goes_on() -> None:
    journal, seen = Journal(), MACHINE_TIME.seconds
    assert not journal.wait_until(lambda: False, TICK)
    assert MACHINE_TIME.seconds > seen


def test_patience_does_not_end_while_the_machine_stands_still() -> None:
    asked: list[float] = []
    stands = iter([0.0, 0.0, 0.0, 0.0, 1.0])  # at the start, and before each wait

    def machine_time() -> float:
        asked.append(next(stands))
        return asked[-1]

    assert not Journal(machine_time=machine_time).wait_until(lambda: False, TICK)
    assert asked == [0.0, 0.0, 0.0, 0.0, 1.0]


def test_what_arrives_after_the_machine_stood_still_is_in_time() -> None:
    has_come = threading.Event()
    journal = Journal(machine_time=lambda: 0.0)

    def come() -> None:
        has_come.set()
        journal.news()

    threading.Timer(3 * TICK, come).start()  # later than patience by the clock on the wall
    assert journal.wait_until(has_come.is_set, TICK)
