"""The operator: makes announcements, and reads the numbers that the server counts."""

import json
from collections.abc import Sequence
from functools import partial

from alicebob.actions.counts import Counts
from alicebob.actions.messages import say_in_a_row, together
from alicebob.clients.user import User
from alicebob.data.tricky_strings import LONGEST
from alicebob.model.feature_mistake import look_up
from alicebob.record.journal import AnnouncementSent, Connection
from alicebob.scenario.scenario import Scenario
from alicebob.transport import http

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
        self.counts = Counts(scenario)
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
