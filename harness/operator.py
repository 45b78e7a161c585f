"""The operator: says something to everybody, and reads what the server counts."""

import json
import time
from collections.abc import Callable

from harness import metrics, web
from harness.journal import Announces, Line
from harness.stage import Stage


class Operator:
    """Acts and expectations of whoever runs the server under test."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._noted: dict[str, float] = {}
        self._status = 0

    def announce(self, text: str, room: str | None = None) -> None:
        """Says something to everybody, in ``room`` or everywhere."""
        line = Line(self._stage.place.next_number(), "the operator", "server", "")
        self._stage.journal.write(line, Announces(text, room))
        self.try_to_announce(text, "the operator's token", room)
        self.expect_status(200)

    def try_to_announce(self, text: str, token: str, room: str | None = None) -> None:
        """The same with "the operator's token", "no token", or another."""
        theatre, patience = self._stage.theatre, self._stage.patience
        known = {"the operator's token": theatre.operator, "no token": None}
        body = {"content": text} if room is None else {"content": text, "room": room}
        bearer = known.get(token, token)
        answer = web.post(theatre.address, "/announcements", patience, body, bearer)
        self._status = answer.status

    def expect_status(self, status: int) -> None:
        """The last announcement was answered so."""
        if self._status != status:
            headline = "The operator was answered otherwise."
            self._stage.fail(headline, f"status {status}", f"status {self._status}")

    def note_counts(self) -> None:
        """Remembers what the server has counted so far."""
        self._noted = self._metrics()

    def expect_counted(self, name: str, count: int) -> None:
        """Since then the server has counted so many more; it may need a moment for the last."""
        noted = self._noted.get(name, 0)
        self._expect_soon(name, count, lambda: self._metrics().get(name, 0) - noted)

    def expect_metric(self, name: str, count: int) -> None:
        """The server counts so many now; it may need a moment for the last."""
        self._expect_soon(name, count, lambda: self._metrics().get(name, 0))

    def expect_statistic(self, name: str, count: int) -> None:
        """The statistics say so; they may need a moment for the last."""
        self._expect_soon(name, count, lambda: self._statistics().get(name))

    def _expect_soon(self, what: str, expected: object, look: Callable[[], object]) -> None:
        end = time.monotonic() + self._stage.patience
        while (actual := look()) != expected and time.monotonic() < end:
            pass  # each look is a round trip
        if actual != expected:
            headline = f"The server counts {what} otherwise."
            self._stage.fail(headline, f"{expected}", f"{actual}")

    def _metrics(self) -> dict[str, float]:
        """By name: the sum over all labels, and each as ``name code=1000``."""
        found: dict[str, float] = {}
        for (name, labels), value in metrics.read(self._page("/metrics")).items():
            found[name] = found.get(name, 0) + value
            for key, what in labels:
                found[f"{name} {key}={what}"] = value
        return found

    def _statistics(self) -> dict[str, object]:
        return dict(json.loads(self._page("/stats")))

    def _page(self, path: str) -> str:
        answer = web.get(self._stage.theatre.address, path, self._stage.patience)
        if answer.status != 200:
            self._stage.fail(f"{path} is not there.", "status 200", f"status {answer.status}")
        return answer.text
