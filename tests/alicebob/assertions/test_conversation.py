"""Everybody hears the same; where nothing comes back to its sender, each hears the others."""

from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from alicebob.assertions import conversation
from alicebob.clients.inbox import Inbox
from alicebob.dialects.described import Described
from alicebob.dialects.plain import PLAIN
from alicebob.model.facts import Facts
from alicebob.model.received import Message
from alicebob.record.journal import Connection, Journal, MessageSent

WITHOUT_ECHO = Described("plain without echo", PLAIN.wire, Facts(echo=False))
ALICE, BOB = (Message(name, f"I am {name}") for name in ("Alice", "Bob"))
HI = Message("Alice", "hi")
SPOKEN = (ALICE, BOB, HI)


def fail(headline: str, expected: str, actual: str) -> NoReturn:
    raise AssertionError(f"{headline} {expected}, {actual}")


def scenario(dialect: Described, **inboxes: tuple[Message, ...]) -> Any:
    """Return a scenario in which ``SPOKEN`` was said, and these users received this."""
    journal, users = Journal(), {}
    for number, (label, received) in enumerate(inboxes.items()):
        connection, inbox = Connection(number, label, label, "lobby", dialect), Inbox(journal)
        journal.write(connection, MessageSent("a marker", fence=True))
        for said in SPOKEN:
            if said.sender == label:
                journal.write(connection, MessageSent(said.content))
        for each in received:
            inbox.put(connection, each, is_fence=False)
        users[label] = SimpleNamespace(
            label=label, inbox=inbox, connection=connection, dialect=dialect
        )
    return SimpleNamespace(
        journal=journal,
        patience=0.0,
        judge=SimpleNamespace(fail=fail),
        user=users.__getitem__,
        connected_users=lambda: list(users.values()),
    )


def test_all_hear_all() -> None:
    conversation.expect_same_for_all(scenario(PLAIN, Alice=SPOKEN, Bob=SPOKEN), 3)


def test_without_an_echo_each_hears_all_others() -> None:
    heard = scenario(WITHOUT_ECHO, Alice=(BOB,), Bob=(ALICE, HI), Carol=SPOKEN)
    conversation.expect_same_for_all(heard, 3)


def test_with_an_echo_own_messages_are_missed() -> None:
    with pytest.raises(AssertionError, match="Alice received another number of messages"):
        conversation.expect_same_for_all(scenario(PLAIN, Alice=(BOB,), Bob=SPOKEN), 3)


def test_without_an_echo_own_messages_are_too_many() -> None:
    with pytest.raises(AssertionError, match=r"Alice received another number .* 1 messages, 3"):
        conversation.expect_same_for_all(scenario(WITHOUT_ECHO, Alice=SPOKEN, Bob=(ALICE, HI)), 3)


def test_without_an_echo_one_order_holds_for_what_both_hear() -> None:
    heard = scenario(WITHOUT_ECHO, Bob=(HI, ALICE), Carol=(ALICE, HI, BOB))
    with pytest.raises(AssertionError, match="Bob and Carol received different messages"):
        conversation.expect_same_for(heard, ["Bob", "Carol"])


def test_all_pairs_are_compared() -> None:
    """Alice, the first, does not hear in which order she spoke."""
    heard = scenario(WITHOUT_ECHO, Alice=(BOB,), Bob=(ALICE, HI), Carol=(HI, ALICE, BOB))
    with pytest.raises(AssertionError, match="Bob and Carol received different messages"):
        conversation.expect_same_for(heard, ["Alice", "Bob", "Carol"])
