"""Machine time: seconds in which this machine ran the suite.

On a machine that is too busy, no thread of the suite may run for seconds. What the suite waits for
may have arrived long ago, and nobody has read it. So patience is counted by a thread that ticks: it
stands still when the suite does.
"""

import threading
import time
from collections.abc import Callable

TICK = 0.05  # seconds
_LATE = 0.5  # seconds between two ticks, from which on the machine stood still


class MachineTime:
    """A clock of ticks, and the time in which it stood still."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start at 0. ``clock`` shows seconds."""
        self._clock = clock
        self._ticks = 0
        self._last = clock()
        self._stood_still = 0.0
        self._never = threading.Event()

    def start(self) -> "MachineTime":
        """Start the thread that ticks; it ends with the program."""
        threading.Thread(target=self._run, daemon=True, name="machine time").start()
        return self

    @property
    def seconds(self) -> float:
        """Seconds since the start in which the machine ran this program."""
        return self._ticks * TICK

    @property
    def stood_still(self) -> float:
        """Seconds since the start in which it did not."""
        return self._stood_still

    def tick(self) -> None:
        """Count a tick, however late it is."""
        now = self._clock()
        late = now - self._last - TICK
        self._last = now
        self._ticks += 1
        if late > _LATE:
            self._stood_still += late

    def _run(self) -> None:
        while not self._never.wait(TICK):  # this is the clock: it waits for time itself
            self.tick()


MACHINE_TIME = MachineTime().start()
"""The machine time of this program."""
