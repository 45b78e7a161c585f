"""Assertions on the messages that users received."""

from collections.abc import Sequence
from itertools import zip_longest

from alicebob.assertions.first_difference import first_difference
from alicebob.clients.user import User
from alicebob.model.received import (
    Announcement,
    Message,
    PrivateMessage,
)
from alicebob.record.journal import MessageSent
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario


def expect_same_for_all(scenario: Scenario, count: int) -> None:
    """Expect that all connected users received the same ``count`` messages in one order.

    Where messages do not come back to their sender, a user receives those of the others only.
    """
    for user in scenario.connected_users():
        expected = count - len(_not_echoed(scenario, user))
        _wait_for_messages(scenario, user, expected)
        received = len(messages_of(user))
        if received != expected:
            scenario.judge.fail(
                f"{user.label} received another number of messages.",
                f"{expected} messages",
                f"{received}",
            )
    expect_same_for(scenario, [user.label for user in scenario.connected_users()])


def expect_same_for(scenario: Scenario, labels: Sequence[str]) -> None:
    """Expect that these users have received the same messages in the same order.

    Where messages do not come back to their sender, those of the two who are compared do not count.
    """
    first, *others = labels
    for label in others:
        pair = [scenario.user(first), scenario.user(label)]
        own = {text for user in pair for text in _not_echoed(scenario, user)}
        theirs, messages = ([m for m in messages_of(u) if m.content not in own] for u in pair)
        for position, (a, b) in enumerate(zip_longest(theirs, messages), 1):
            if a != b:
                scenario.judge.fail(
                    f"{first} and {label} received different messages.",
                    f"as message {position} both hear {a or 'nothing more'}",
                    f"{label} received {b or 'nothing more'}",
                )


def expect_heard_in_order(scenario: Scenario, label: str, texts: list[str]) -> None:
    """Expect that ``label`` received these messages, public or private, in this order and no
    other."""
    user = scenario.user(label)
    expect_fence(scenario, scenario.connected_users(), user)
    received = [h.content for h in user.inbox.received if isinstance(h, Message | PrivateMessage)]
    if received != texts:
        expected, actual = first_difference(texts, received)
        scenario.judge.fail(f"{label} received other messages.", expected, actual)


def expect_words_in_order(scenario: Scenario, label: str, texts: list[str]) -> None:
    """Expect that ``label`` received these texts in this order, perhaps among others."""
    received = scenario.user(label).inbox.received
    said = [h.content for h in received if isinstance(h, Message | Announcement)]
    heard = [text for text in said if text in texts]
    if heard != texts:
        headline = f"{label} received them in another order."
        scenario.judge.fail(headline, *first_difference(texts, heard))


def _not_echoed(scenario: Scenario, user: User) -> list[str]:
    """Return the texts, as the server shows them, that ``user`` sent and does not receive."""
    connection = user.connection
    if connection is None or connection.facts.echoes:
        return []
    return [
        connection.facts.message_from(connection.name, entry.what.text).content
        for entry in scenario.journal.entries
        if entry.connection.number == connection.number
        and isinstance(entry.what, MessageSent)
        and entry.what.to is None
        and not entry.what.fence
    ]


def _wait_for_messages(scenario: Scenario, user: User, count: int) -> None:
    scenario.journal.wait_until(lambda: len(messages_of(user)) >= count, scenario.patience)


def messages_of(user: User) -> list[Message]:
    """Return the messages that ``user`` received, in order."""
    return [received for received in user.inbox.received if isinstance(received, Message)]
