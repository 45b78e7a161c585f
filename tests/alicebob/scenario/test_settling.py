"""A step begins when the acts of earlier steps have arrived, and the suite waits in vain once."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from alicebob.dialects.base import Dialect
from alicebob.dialects.described import Described
from alicebob.dialects.events import EVENTS
from alicebob.dialects.plain import PLAIN
from alicebob.laws import Law
from alicebob.laws.expected_event import CarryOver
from alicebob.model.facts import Facts
from alicebob.model.received import Message, Pong, ReceivedEvent, Rejected, RejectionReason
from alicebob.model.sent import SetTyping
from alicebob.record.journal import (
    Connected,
    Connecting,
    Connection,
    Disconnected,
    EventReceived,
    Journal,
    JournalEvent,
    RequestSent,
)
from alicebob.record.journal import MessageSent as Said
from alicebob.scenario.settling import Settling

PATIENCE = 30.0  # seconds, which a sound test never waits
NOTHING = object()  # a carry-over from which nothing can be derived: whoever tries fails


def scenario_of(journal: Journal, server: object, patience: float) -> Any:
    return SimpleNamespace(
        journal=journal,
        server=server,
        patience=patience,
        carry_over=CarryOver(),
        connected_users=list,
    )


class FakeUser:
    """Alice, as fences and markers see her; ``answer`` tells what a ping or a marker brings."""

    label = "Alice"
    is_probe = False

    def __init__(self, chat: "Chat", answers: bool) -> None:
        self.connection = chat.alice
        self._chat = chat
        self._answers = answers
        self.pings = 0

    def ping_marker(self, marker: str) -> None:
        self.pings += 1
        self._chat.journal.write(self._chat.alice, EventReceived(Pong(marker), fence=True))

    def send_marker(self, marker: str) -> None:
        if self._answers:
            message = Message("Alice", marker)
            self._chat.journal.write(self._chat.alice, EventReceived(message, fence=True))


class SlowJournal(Journal):
    """A journal in which ``late`` arrives only when somebody waits for what they know to be due."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[tuple[Connection, JournalEvent]] = []

    def wait_until(self, is_so: Callable[[], bool], patience: float) -> bool:
        while self.late:
            self.write(*self.late.pop(0))
        return super().wait_until(is_so, patience)


class Chat:
    """A scenario with one user, Alice, whose messages come back when the test says so."""

    def __init__(self, patience: float = PATIENCE, dialect: Dialect = PLAIN) -> None:
        self.journal = SlowJournal()
        self.alice = Connection(1, "Alice", "Alice", "lobby", dialect)
        self.server = SimpleNamespace(
            was_stopped=False,
            is_limited=False,
            nodes=[None],
            shares_one_order=True,
            is_store_away=False,
        )
        self.scenario = scenario_of(self.journal, self.server, patience)
        self.kept = 0
        self.unpromised = set[Law]()
        self.scenario.judge = SimpleNamespace(
            keep_missing=self._keep, applies=lambda law: law not in self.unpromised
        )
        self.settling = Settling(self.scenario)
        self.journal.write(self.alice, Connecting())
        self.journal.write(self.alice, Connected())

    def _keep(self, _before: int) -> None:
        self.kept += 1

    def is_here(self, *, answers: bool = True) -> FakeUser:
        """Let Alice take part in fences."""
        alice = FakeUser(self, answers)
        self.scenario.connected_users = lambda: [alice]
        return alice

    def says(self, text: str) -> None:
        self.journal.write(self.alice, Said(text))

    def hears(self, received: ReceivedEvent) -> None:
        self.journal.write(self.alice, EventReceived(received))


def test_a_step_waits_for_what_was_said_before() -> None:
    chat = Chat()
    chat.says("Hello")
    step = threading.Thread(target=chat.settling.settle, daemon=True)
    step.start()
    chat.hears(Message("Alice", "something else"))
    assert step.is_alive()
    chat.hears(Message("Alice", "Hello"))
    step.join(PATIENCE)
    assert not step.is_alive()


def test_a_step_waits_for_each_of_two_equal_messages() -> None:
    chat = Chat()
    chat.says("Again")
    chat.says("Again")
    step = threading.Thread(target=chat.settling.settle, daemon=True)
    step.start()
    chat.hears(Message("Alice", "Again"))
    assert step.is_alive()
    chat.hears(Message("Alice", "Again"))
    step.join(PATIENCE)
    assert not step.is_alive()


def test_a_step_after_steps_that_only_looked_does_not_wait() -> None:
    chat = Chat()
    chat.says("Hello")
    chat.hears(Message("Alice", "Hello"))
    chat.settling.settle()
    chat.scenario.carry_over = NOTHING
    chat.settling.settle()


def test_what_never_arrives_is_waited_for_once() -> None:
    chat = Chat(patience=0)
    chat.says("Lost")
    chat.settling.settle()
    chat.says("Lost, too")
    chat.scenario.carry_over = NOTHING
    chat.settling.settle()


def test_nothing_is_awaited_from_a_server_that_was_stopped() -> None:
    chat = Chat()
    chat.server.was_stopped = True
    chat.says("Lost")
    chat.settling.settle()


def test_while_the_store_is_away_nothing_is_awaited_and_afterwards_all_of_it() -> None:
    chat = Chat(patience=0)
    chat.is_here()
    chat.says("Hello")
    chat.server.is_store_away = True
    chat.settling.settle()
    assert chat.kept == 0
    chat.server.is_store_away = False
    chat.settling.settle()
    assert chat.kept == 1


def test_nothing_is_awaited_for_a_connection_that_ends() -> None:
    chat = Chat()
    chat.says("Too late")
    step = threading.Thread(target=chat.settling.settle, daemon=True)
    step.start()
    chat.journal.write(chat.alice, Disconnected(1013, "too slow"))
    step.join(PATIENCE)
    assert not step.is_alive()


def test_a_marker_of_the_suite_is_no_act() -> None:
    chat = Chat()
    chat.settling.settle()
    chat.journal.write(chat.alice, Said("marker", fence=True))
    chat.scenario.carry_over = NOTHING
    chat.settling.settle()
    assert chat.settling.unsettled_users() == set()


def test_the_users_who_acted_since_the_last_wait_are_known() -> None:
    chat = Chat()
    assert chat.settling.unsettled_users() == {"Alice"}
    chat.settling.settle()
    assert chat.settling.unsettled_users() == set()
    chat.says("Hello")
    assert chat.settling.unsettled_users() == {"Alice"}


def test_what_a_fence_proves_missing_is_kept() -> None:
    chat = Chat(patience=0)
    chat.is_here()
    chat.says("Lost")
    chat.settling.settle()
    assert chat.kept == 1


def test_where_alice_hears_no_marker_nothing_is_proved_and_nothing_kept() -> None:
    without_echo = Described("without echo", PLAIN.wire, Facts(echo=False))
    chat = Chat(patience=0, dialect=without_echo)
    bob = Connection(2, "Bob", "Bob", "lobby", without_echo)
    chat.is_here(answers=False)
    chat.journal.write(bob, Connecting())
    chat.journal.write(bob, Connected())
    chat.settling.settle()  # Alice is not told that Bob joined
    chat.journal.write(bob, Disconnected(1000, ""))
    chat.settling.settle()
    assert chat.kept == 0


def test_what_the_server_does_not_promise_is_not_awaited() -> None:
    chat = Chat(patience=0)
    chat.is_here()
    chat.unpromised = {Law.MESSAGES}
    chat.says("Lost")
    chat.settling.settle()
    assert chat.kept == 0


def test_without_a_fence_nothing_is_proved_and_nothing_kept() -> None:
    chat = Chat(patience=0)
    chat.is_here(answers=False)
    chat.says("Lost, or slow")
    chat.settling.settle()
    assert chat.kept == 0


def test_a_user_who_types_pings_since_nothing_else_tells_that_it_was_received() -> None:
    chat = Chat(dialect=EVENTS)
    alice = chat.is_here()
    chat.journal.write(chat.alice, RequestSent(SetTyping(True)))
    chat.settling.settle()
    assert alice.pings == 1


def test_on_a_server_with_a_rate_limit_a_rejection_is_an_answer() -> None:
    chat = Chat()
    chat.server.is_limited = True
    chat.scenario.carry_over = CarryOver(is_limited=True)
    chat.is_here()
    chat.says("Too fast")
    step = threading.Thread(target=chat.settling.settle, daemon=True)
    step.start()
    chat.hears(Rejected(RejectionReason.TOO_FAST))
    step.join(PATIENCE)
    assert not step.is_alive()


def test_a_message_that_turns_out_to_be_rejected_is_not_awaited() -> None:
    chat = Chat(patience=0)
    chat.scenario.carry_over = CarryOver(is_limited=True)
    chat.is_here()
    chat.says("Too fast")
    chat.journal.late = [(chat.alice, EventReceived(Rejected(RejectionReason.TOO_FAST)))]
    chat.settling.settle()
    assert chat.kept == 0


def test_what_is_still_due_behind_a_rejection_is_awaited() -> None:
    chat = Chat(patience=0)
    chat.scenario.carry_over = CarryOver(is_limited=True)
    chat.is_here()
    chat.says("Too fast")
    chat.says("Lost")
    chat.journal.late = [(chat.alice, EventReceived(Rejected(RejectionReason.TOO_FAST)))]
    chat.settling.settle()
    assert chat.kept == 1


def test_a_message_that_may_be_lost_with_its_connection_is_not_awaited() -> None:
    chat = Chat(patience=0)
    chat.is_here()
    chat.unpromised = {Law.ARRIVALS, Law.DEPARTURES}
    bob = Connection(2, "Bob", "Bob", "lobby", PLAIN)
    chat.journal.write(bob, Connecting())
    chat.journal.write(bob, Connected())
    chat.journal.write(bob, Said("Lost with the connection"))
    chat.journal.late = [(bob, Disconnected(1006, ""))]
    chat.settling.settle()
    assert chat.kept == 0
