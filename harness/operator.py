"""The operator: says something to everybody, and reads what the server counts."""

import json
import time
from collections.abc import Callable, Sequence
from functools import partial

from harness import metrics, web
from harness.acts import say_in_a_row, together
from harness.journal import Announces, Line
from harness.remarkable import LONGEST
from harness.stage import Stage
from harness.user import User

BODIES: dict[str, object] = {
    "nothing at all": "",
    "a text that is no JSON": "We close at ten",
    "half an object": '{"content": "We close',
    "bytes that are no UTF-8": b'{"content": "We close \xff"}',
    "a list": ["We close at ten"],
    "null": None,
    "an object without content": {"room": "lobby"},
    "a content that is a number": {"content": 10},
    "a content that is null": {"content": None},
    "an empty content": {"content": ""},
    "a blank content": {"content": " \t\n\u3000"},
    "half a character": '{"content": "We close \\ud83e"}',
    "a content that is one character too long": {"content": "x" * (LONGEST + 1)},
    "a room that is a number": {"content": "We close at ten", "room": 7},
    "a room that is null": {"content": "We close at ten", "room": None},
    "a room with a bad name": {"content": "We close at ten", "room": "the kitchen"},
    "a room without a name": {"content": "We close at ten", "room": ""},
    "far too much": {"content": "x" * 2_000_000},
}
"""What cannot be announced, by the words of the features."""


def _bearer(token: str, operators: str) -> str | None:
    """The token that a feature speaks of; None: none at all."""
    known = {
        "the operator's token": operators,
        "no token": None,
        "an empty token": "",
        "half of the operator's token": operators[: len(operators) // 2],
        "the operator's token and more": f"{operators}-and-more",
        "the operator's token in capitals": operators.upper(),
    }
    return known.get(token, token)


class Operator:
    """Acts and expectations of whoever runs the server under test."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._noted: dict[str, float] = {}
        self._answer = web.Response(0, {}, "")

    def announce(self, text: str, room: str | None = None) -> None:
        """Says something to everybody, in ``room`` or everywhere."""
        line = Line(self._stage.place.next_number(), "the operator", "server", "")
        self._stage.journal.write(line, Announces(text, room))
        self.try_to_announce(text, "the operator's token", room)
        self.expect_status(200)

    def try_to_announce(self, text: str, token: str, room: str | None = None) -> None:
        """The same with "the operator's token", "no token", or another."""
        body = {"content": text} if room is None else {"content": text, "room": room}
        self._post(body, token)

    def announce_in_a_burst(self, users: Sequence[User], count: int, more: int) -> None:
        """Says ``more`` things to everybody while each of ``users`` says ``count`` things."""

        def announce() -> None:
            for number in range(1, more + 1):
                self.announce(f"announcement {number}")

        together([announce, *(partial(say_in_a_row, user, count) for user in users)])

    def send(self, what: str) -> None:
        """Sends something to be announced, with the operator's token: one of ``BODIES``."""
        self._post(BODIES[what], "the operator's token")

    def _post(self, body: object, token: str) -> None:
        theatre, patience = self._stage.theatre, self._stage.patience
        bearer = _bearer(token, theatre.operator)
        self._answer = web.post(theatre.address, "/announcements", patience, body, bearer)

    def expect_status(self, status: int) -> None:
        """The last announcement was answered so."""
        actual = self._answer.status
        if actual != status:
            headline = "The operator was answered otherwise."
            self._stage.fail(headline, f"status {status}", f"status {actual}")

    def expect_reached(self, rooms: int, connections: int) -> None:
        """The last announcement reached so many."""
        expected = {"rooms": rooms, "connections": connections}
        if self._fields() != expected:
            headline = "The operator was told otherwise."
            self._stage.fail(headline, f"{expected}", self._answer.text)

    def expect_sentence(self) -> None:
        """The last announcement was refused with a sentence."""
        sentence = self._fields().get("error")
        if not isinstance(sentence, str) or not sentence.strip():
            headline = "The operator was not told why."
            self._stage.fail(headline, 'JSON with a sentence as "error"', self._answer.text)

    def _fields(self) -> dict[str, object]:
        try:
            fields = json.loads(self._answer.text)
        except ValueError:
            return {}
        return fields if isinstance(fields, dict) else {}

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
