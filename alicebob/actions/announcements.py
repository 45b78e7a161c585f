"""The operator: makes announcements, and reads the numbers that the server counts."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from alicebob.actions.messages import say_in_a_row, together
from alicebob.clients.user import User
from alicebob.data.tricky_strings import LONGEST
from alicebob.model.feature_mistake import look_up
from alicebob.model.received import Message, PrivateMessage
from alicebob.record.journal import AnnouncementSent, Connection, EventReceived
from alicebob.scenario.scenario import Scenario
from alicebob.transport import http
from alicebob.transport.prometheus import NotMetrics, Series, read, series

_LOOK_AGAIN = 0.01  # seconds; between two looks at the server's numbers

BODIES: dict[str, object] = {
    "nothing at all": "",
    "a text that is not JSON": "We close at ten",
    "half an object": '{"content": "We close',
    "bytes that are not UTF-8": b'{"content": "We close \xff"}',
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
    "a content of two million characters": {"content": "x" * 2_000_000},
}
"""Request bodies that the server must reject, by the words of the features."""


def _bearer(token: str, operators: str) -> str | None:
    """Return the token that a feature names; None for no token at all."""
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
    """The operator of the server under test: its actions, and what steps expect of the answers."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._noted: Mapping[Series, float] = {}
        self._noted_statistics: Mapping[str, object] = {}
        self._heard_before = 0
        self._answer = http.Response(0, {}, "")

    def announce(self, text: str, room: str | None = None) -> None:
        """Announce ``text`` in ``room``, or in all rooms."""
        number, facts = self._scenario.user_context.next_number(), self._scenario.dialect
        connection = Connection(number, "the operator", "server", "", facts)
        self._scenario.journal.write(connection, AnnouncementSent(text, room))
        self.try_to_announce(text, "the operator's token", room)
        self.expect_status(200)

    def try_to_announce(self, text: str, token: str, room: str | None = None) -> None:
        """Announce ``text`` with "the operator's token", "no token", or another token."""
        body = {"content": text} if room is None else {"content": text, "room": room}
        self._post(body, token)

    def announce_in_a_burst(self, users: Sequence[User], count: int, more: int) -> None:
        """Make ``more`` announcements while each of ``users`` sends ``count`` messages."""

        def announce() -> None:
            for number in range(1, more + 1):
                self.announce(f"announcement {number}")

        together([announce, *(partial(say_in_a_row, user, count) for user in users)])

    def send(self, what: str) -> None:
        """Send one of ``BODIES`` as an announcement, with the operator's token."""
        self._post(look_up(BODIES, what, "invalid announcement"), "the operator's token")

    def _post(self, body: object, token: str) -> None:
        server, patience = self._scenario.server, self._scenario.patience
        bearer = _bearer(token, server.operator)
        self._answer = http.post(server.address, "/announcements", patience, body, bearer)

    def expect_status(self, status: int) -> None:
        """Expect this status in the answer to the last announcement."""
        actual = self._answer.status
        if actual != status:
            headline = "The operator received another status."
            self._scenario.judge.fail(headline, f"status {status}", f"status {actual}")

    def expect_reached(self, rooms: int, connections: int) -> None:
        """Expect that the last announcement reached this many rooms and connections."""
        expected = {"rooms": rooms, "connections": connections}
        if self._fields() != expected:
            headline = "The operator received another answer."
            self._scenario.judge.fail(headline, f"{expected}", self._answer.text)

    def expect_sentence(self) -> None:
        """Expect that the last announcement was rejected with a sentence."""
        sentence = self._fields().get("error")
        if not isinstance(sentence, str) or not sentence.strip():
            headline = "The operator received no reason."
            self._scenario.judge.fail(
                headline, 'JSON with a sentence as "error"', self._answer.text
            )

    def _fields(self) -> dict[str, object]:
        try:
            fields = json.loads(self._answer.text)
        except ValueError:
            return {}
        return fields if isinstance(fields, dict) else {}

    def note_counts(self) -> None:
        """Remember the numbers that the server has counted, and the messages that users
        received."""
        self._noted, self._noted_statistics = self._metrics(), self._statistics()
        self._heard_before = self._heard()

    def expect_counted(self, name: str, count: int, **labels: str) -> None:
        """Expect that the server has counted ``count`` more since then, with these labels or in
        all.

        The server may count the last one a moment later.
        """
        what = f"{name} ({', '.join(labels.values())})" if labels else name
        noted = _sum(self._noted, name, labels)
        self._expect_soon(what, count, lambda: _sum(self._metrics(), name, labels) - noted)

    def expect_deliveries_heard(self) -> None:
        """Expect that the server counted as many deliveries as users received messages since
        then."""
        name = "chat_deliveries_total"
        noted = _sum(self._noted, name, {}) - self._heard_before
        too_many = "deliveries that nobody received"
        self._expect_soon(
            too_many, 0, lambda: _sum(self._metrics(), name, {}) - noted - self._heard()
        )

    def expect_statistic(self, name: str, count: int) -> None:
        """Expect that this number in the statistics has grown by ``count`` since then."""
        noted = _number(self._noted_statistics, name)
        more = lambda: _number(self._statistics(), name) - noted  # noqa: E731  # looked at often
        self._expect_soon(name, count, more)

    def expect_people(self, room: str, count: int) -> None:
        """Expect this number of users of ``room`` in the statistics; 0 if there is no such room."""

        def people() -> object:
            rooms = self._statistics().get("rooms")
            return rooms.get(room, 0) if isinstance(rooms, dict) else rooms

        self._expect_soon(f"the people in room {room}", count, people)

    def _expect_soon(self, what: str, expected: object, look: Callable[[], object]) -> None:
        end = time.monotonic() + self._scenario.patience
        while (actual := look()) != expected and time.monotonic() < end:
            if self._is_anybody_lost(_LOOK_AGAIN):
                break  # a server that ends its connections counts no more
        if actual != expected:
            headline = f"The server counts {what} differently."
            self._scenario.judge.fail(headline, f"{expected}", f"{actual}")

    def _is_anybody_lost(self, seconds: float) -> bool:
        """Wait at most so long for the end of a user's connection; return whether one ended."""
        users, journal = self._scenario.connected_users(), self._scenario.journal
        return journal.wait_until(lambda: any(user.ended for user in users), seconds)

    def _heard(self) -> int:
        """Return the number of messages that users received, those of the suite included."""
        received = (entry.what for entry in self._scenario.journal.entries)
        return sum(
            isinstance(h, EventReceived) and isinstance(h.received, Message | PrivateMessage)
            for h in received
        )

    def _metrics(self) -> Mapping[Series, float]:
        try:
            return read(self._page("/metrics"))
        except NotMetrics as wrong:
            self._scenario.judge.fail(
                "The metrics cannot be read.", "the text format of Prometheus", str(wrong)
            )

    def _statistics(self) -> Mapping[str, object]:
        page = self._page("/stats")
        try:
            return dict(json.loads(page))
        except (ValueError, TypeError) as wrong:
            self._scenario.judge.fail("The statistics cannot be read.", "a JSON object", str(wrong))

    def _page(self, path: str) -> str:
        answer = http.get(self._scenario.server.address, path, self._scenario.patience)
        if answer.status != 200:
            self._scenario.judge.fail(
                f"{path} does not answer with 200.", "status 200", f"status {answer.status}"
            )
        return answer.text


def _sum(counts: Mapping[Series, float], name: str, labels: Mapping[str, str]) -> float:
    """Return the number with these labels; without labels, the sum of all numbers of that name."""
    if labels:
        return counts.get(series(name, **labels), 0)
    return sum(value for (its, _), value in counts.items() if its == name)


def _number(statistics: Mapping[str, object], name: str) -> float:
    value = statistics.get(name)
    return value if isinstance(value, int | float) else 0
