"""The wait for a server to start, as the person at the console sees it."""

import sys
import time
from collections.abc import Callable

_FIRST, _NEXT = 3.0, 10.0  # seconds until the first report, and from one to the next


def print_progress(line: str) -> None:
    """Print a line on the console, past the runner that captures the output of scenarios."""
    console = sys.__stderr__
    if console is not None:
        console.write(line + "\n")
        console.flush()


class StartProgress:
    """A wait of ``patience`` seconds for ``what``, of which ``tell`` hears now and then."""

    def __init__(
        self, what: str, patience: float, tell: Callable[[str], None] = print_progress
    ) -> None:
        self._began = time.monotonic()
        self._what, self._patience = what, patience
        self._tell = tell
        self._report_at = _FIRST

    @property
    def is_over(self) -> bool:
        """True when the time has passed."""
        return self._seconds > self._patience

    def report(self, amiss: str) -> None:
        """Tell what is ``amiss``, unless that was told a moment ago."""
        if self._seconds >= self._report_at:
            self._report_at = self._seconds + _NEXT
            self._tell(
                f"Waiting for {self._what} since {self._seconds:.0f} s, for up to "
                f"{self._patience:g} s: {amiss}."
            )

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._began
