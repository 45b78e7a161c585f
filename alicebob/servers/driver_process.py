"""The driver of a run of the suite, which plays the users of a chat (``docs/drivers.md``).

Each line of its output is about one connection, and handed to that. A driver that ends, does not
answer, or prints anything else has failed: it is ended, and all its connections with it.
"""

import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from alicebob.servers.driver_run import DriverCommand, DriverRun, End, Take
from alicebob.servers.readiness import START_SECONDS, USUAL_PATIENCE
from alicebob.transport.driver_connection import DriverFailed
from alicebob.wires.driver_lines import VERSION, Hello


class DriverProcess:
    """A driver, which is started when it is first needed, and again after it has failed."""

    def __init__(
        self, command: Sequence[str], folder: Path | None, environment: Mapping[str, str]
    ) -> None:
        """``{python}`` in ``command`` is the interpreter of the suite."""
        self.patience = USUAL_PATIENCE  # all times scale with it
        words = [word.replace("{python}", sys.executable) for word in command]
        self._command = DriverCommand(words, folder, environment)
        self._lock = threading.Lock()  # of the run and the numbers
        self._run: DriverRun | None = None
        self._last = 0  # number of a connection, in all runs

    @property
    def output(self) -> str:
        """The text that the driver printed to its standard error."""
        return self._command.printed.text

    @property
    def hello(self) -> Hello:
        """The driver's words about itself; none before it runs."""
        run = self._run
        return Hello() if run is None else run.hello

    def start(self) -> None:
        """Start the driver, unless it runs. Raises ``DriverFailed``."""
        self._running()

    def stop(self) -> None:
        """End the driver, which may first go by itself. May be called twice."""
        run, self._run = self._run, None
        if run is not None:
            run.stop()

    def check(self) -> None:
        """Raise ``DriverFailed`` if the driver has failed, or does not answer a question."""
        run = self._run
        if run is not None:
            run.check(self.patience)

    def attach(self, take: Take, end: End) -> int:
        """Return the number of a new connection. ``take`` gets each line about it, ``end`` is
        called when the driver cannot go on. Raises ``DriverFailed``."""
        run = self._running()
        with self._lock:
            number = self._last = self._last + 1
        run.attach(number, take, end)
        return number

    def detach(self, number: int) -> None:
        """Forget a connection that has ended; what is still told of it is nobody's business."""
        run = self._run
        if run is not None:
            run.detach(number)

    def send(self, line: Mapping[str, object]) -> None:
        """Send a line. Raises ``DriverFailed``."""
        run = self._run
        if run is None:
            raise DriverFailed("The driver failed: it was stopped")
        run.send(line, self.patience)

    def fail(self, why: str) -> DriverFailed:
        """End the driver and its connections, and return the error that says why; of several
        reasons, the first."""
        run = self._run
        return DriverFailed(f"The driver failed: {why}") if run is None else run.fail(why)

    def expect_no_failure(self) -> None:
        """Raise ``DriverFailed`` if the driver has failed."""
        run = self._run
        if run is not None:
            run.expect_no_failure()

    def _running(self) -> DriverRun:
        """Return the driver that runs, started if necessary. Raises ``DriverFailed``."""
        with self._lock:  # users may come at the same time, and share one driver
            run = self._run
            if run is None or run.failure is not None:
                run = self._run = DriverRun(self._command)
                self._greet(run)
        return run

    def _greet(self, run: DriverRun) -> None:
        seconds = START_SECONDS * self.patience / USUAL_PATIENCE
        run.send({"do": "hello", "protocol": VERSION}, self.patience)
        if not run.greeted.wait(seconds):
            raise run.fail(f"it has not answered hello within {seconds:g} s")
        run.expect_no_failure()
