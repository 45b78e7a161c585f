"""The first talk: before the first scenario, two users come in, one speaks, the other hears it.

A description of a wire is seldom right at once. A mistake that would break every scenario ends the
run here, with one sentence. What only breaks a promise is left to the scenarios. The users are
probe users, and what is said is a marker, so that the first scenario sees nothing of the talk.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.user import User
from alicebob.dialects.base import Dialect
from alicebob.laws.expected_event import CarryOver
from alicebob.model.facts import Shows
from alicebob.model.received import Malformed, Message, ReceivedEvent, Rejected
from alicebob.model.shown_text import listed
from alicebob.record.journal import EventReceived
from alicebob.scenario import first_talk_words as words
from alicebob.scenario.judge import ScenarioDescription
from alicebob.scenario.markers import new_marker
from alicebob.scenario.scenario import Scenario
from alicebob.scenario.teardown import remember
from alicebob.servers.probe import new_probe_name
from alicebob.servers.process import FirstTalkFailed
from alicebob.servers.server_under_test import ServerUnderTest

T = TypeVar("T", bound=ReceivedEvent)
_SHOWN = 4  # of the events that a user received
_DEPARTURES = "departures"


class FirstTalk:
    """A talk of two users on one server, which no scenario has used yet."""

    def __init__(
        self, server: ServerUnderTest, dialect: Dialect, patience: float, carry_over: CarryOver
    ) -> None:
        nameless = ScenarioDescription("the first talk", "", "")
        self._scenario = Scenario(server, dialect, nameless, patience, carry_over)
        self._dialect = dialect
        self._patience = patience
        self._gives_names = server.facts is not None and server.facts.shows is Shows.GIVEN
        self._said = new_marker()
        self._seen: dict[str, str] = {self._said: "Hello"}  # for the words about it
        self._alice, self._bob = (self._scenario.ensure_user(n, True) for n in ("Alice", "Bob"))

    def hold(self) -> None:
        """Hold the talk. Raises ``FirstTalkFailed`` with a sentence."""
        try:
            for user in (self._alice, self._bob):
                self._come_in(user)
            self._speak()
            self._leave()
        finally:
            self._scenario.drop_connections()

    def _come_in(self, user: User) -> None:
        name = new_probe_name()
        self._seen[name] = user.label
        try:
            is_in = user.connect(ConnectOptions(name))
        except OSError as error:
            raise self._failure(f"{user.label} could not connect: {error}.") from None
        if not is_in and user.rejection is not None:
            self._expect_all_known()
            answer = user.rejection
            heard = self._received(user)
            raise self._failure(words.not_in(user.label, name, answer, heard, self._patience))

    def _speak(self) -> None:
        journal, alice = self._scenario.journal, self._alice
        try:
            alice.send_marker(self._said)
        except ConnectionError:
            alice.wait_for_end()
        else:
            journal.wait_until(lambda: self._has_come() or self._is_over(), self._patience)
        self._expect_all_known()
        if not self._has_come():
            raise self._failure(self._why_not_heard())

    def _has_come(self) -> bool:
        """Return True if Bob has heard what Alice said, from her."""
        alice = self._alice.connection
        assert alice is not None
        said = alice.facts.message_from(alice.name, self._said)
        if self._gives_names:
            return any(said == replace(each, sender=said.sender) for each in self._messages())
        return said in self._messages()

    def _messages(self) -> list[Message]:
        return [event for event in self._events(self._bob) if isinstance(event, Message)]

    def _is_over(self) -> bool:
        return self._alice.ended is not None or any(self._unknown())

    def _unknown(self) -> Iterator[tuple[User, Malformed]]:
        for user in (self._alice, self._bob):
            for event in self._events(user):
                if isinstance(event, Malformed):
                    yield user, event

    def _expect_all_known(self) -> None:
        for user, event in self._unknown():
            raise self._failure(words.unknown(user.label, self._plain(event), self._dialect))

    def _why_not_heard(self) -> str:
        alice, bob = self._alice, self._bob
        for message in self._messages():
            if self._said.lower() in message.content.lower():
                return words.heard_otherwise(self._plain(message), self._dialect)
        for event in self._events(alice):
            if isinstance(event, Rejected):
                return f"nothing that Alice said reached Bob: Alice received {self._plain(event)}."
        if alice.ended is not None:
            end = f"{alice.ended.code} {alice.ended.reason}".rstrip()
            return f"the server closed the connection of Alice with {end} when she spoke."
        heard = self._received(alice), self._received(bob)
        why = words.not_heard(*heard, self._patience, self._dialect)
        return why if len(self._scenario.server.nodes) == 1 else f"{why} {words.ELSEWHERE}"

    def _leave(self) -> None:
        """Leave one after the other, so that the leave of the first is told before the talk ends;
        what nobody is there to receive may still come in the first scenario."""
        alice, bob, scenario = self._alice, self._bob, self._scenario
        alice.leave()
        alice.wait_for_end()
        assert alice.connection is not None
        told = alice.connection.facts.leave_of(alice.connection.name)
        if told is not None and _DEPARTURES in scenario.server.promises:
            scenario.journal.wait_until(lambda: told in self._events(bob), scenario.patience)
        bob.leave()
        bob.wait_for_end()
        scenario.late_leaves += scenario.carry_over.late_departures
        remember(scenario)

    def _events(self, user: User) -> list[ReceivedEvent]:
        return [
            entry.what.received
            for entry in self._scenario.journal.entries
            if entry.connection is user.connection and isinstance(entry.what, EventReceived)
        ]

    def _received(self, user: User) -> str:
        events = [str(self._plain(event)) for event in self._events(user)]
        return listed(events, _SHOWN) or "nothing"

    def _plain(self, event: T) -> T:
        """Return an event with the names and the text that the sentences use."""
        found = {f.name: getattr(event, f.name) for f in fields(event)}
        texts: dict[str, Any] = {k: self._said_plainly(v) for k, v in found.items()}
        return replace(event, **texts)

    def _said_plainly(self, value: object) -> object:
        if isinstance(value, str):
            for own, plain in self._seen.items():
                value = value.replace(own, plain)
        return value

    def _failure(self, why: str) -> FirstTalkFailed:
        self._scenario.server.expect_driver(is_asked=True)  # its own failure is not the server's
        process = self._scenario.server.process
        sentence = f"The first talk failed: {why}"
        return FirstTalkFailed(sentence if process is None else process.account(sentence))
