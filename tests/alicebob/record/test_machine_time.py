"""Machine time stands still while the machine does not run the suite, and patience with it."""

import threading
from collections.abc import Iterator

import pytest

from alicebob.record.journal import Journal
from alicebob.record.machine_time import TICK, MachineTime

ENOUGH = 30.0  # seconds; only a broken test ever waits so long


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


class Heard(MachineTime):
    """Machine time that tells of each tick."""

    def __init__(self) -> None:
        super().__init__()
        self.has_ticked = threading.Event()

    def tick(self) -> None:
        super().tick()
        self.has_ticked.set()


def test_machine_time_goes_on_by_itself() -> None:
    machine_time = Heard()
    machine_time.start()
    assert machine_time.has_ticked.wait(ENOUGH)
    assert machine_time.seconds > 0


def test_patience_does_not_end_while_the_machine_stands_still() -> None:
    looks = iter([False, False, False, True])  # what was awaited arrives after three patiences
    assert Journal(machine_time=lambda: 0.0).wait_until(lambda: next(looks), TICK)
