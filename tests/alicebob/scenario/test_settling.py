"""A step begins when the acts of earlier steps have arrived, and the suite waits in vain once."""

import threading
from types import SimpleNamespace
from typing import Any

from alicebob.dialects.plain import PLAIN
from alicebob.laws.expected_event import CarryOver
from alicebob.model.received import Message, ReceivedEvent
from alicebob.record.journal import (
    Connected,
    Connecting,
    Connection,
    Disconnected,
    EventReceived,
    Journal,
)
from alicebob.record.journal import MessageSent as Said
from alicebob.scenario.settling import Settling

PATIENCE = 30.0  # seconds, which a sound test never waits


def scenario_of(journal: Journal, server: object, patience: float) -> Any:
    return SimpleNamespace(
        journal=journal,
        server=server,
        patience=patience,
        carry_over=CarryOver(),
        connected_users=list,
        judge=SimpleNamespace(keep_missing=lambda: None),
    )


class Chat:
    """A scenario with one user, Alice, whose messages come back when the test says so."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.journal = Journal()
        self.alice = Connection(1, "Alice", "Alice", "lobby", PLAIN)
        self.server = SimpleNamespace(was_stopped=False, is_limited=False)
        self.scenario = scenario_of(self.journal, self.server, patience)
        self.settling = Settling(self.scenario)
        self.journal.write(self.alice, Connecting())
        self.journal.write(self.alice, Connected())

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
    chat.scenario.carry_over = None  # nothing is derived again
    chat.settling.settle()


def test_what_never_arrives_is_waited_for_once() -> None:
    chat = Chat(patience=0)
    chat.says("Lost")
    chat.settling.settle()
    chat.says("Lost, too")
    chat.scenario.carry_over = None
    chat.settling.settle()


def test_nothing_is_awaited_from_a_server_that_was_stopped() -> None:
    chat = Chat()
    chat.server.was_stopped = True
    chat.says("Lost")
    chat.settling.settle()


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
    chat.scenario.carry_over = None  # nothing is derived again
    chat.settling.settle()
    assert chat.settling.unsettled_users() == set()
