"""Assertions on the messages that users received."""

from collections.abc import Sequence
from itertools import combinations, zip_longest

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

    Where messages do not come back to their sender, each receives those of all others.
    """
    for user in scenario.connected_users():
        due = count - len(_not_echoed(scenario, user))
        _wait_for_messages(scenario, user, due)
        received = len(messages_of(user))
        if received != due:
            scenario.judge.fail(
                f"{user.label} received another number of messages.",
                f"{due} messages",
                f"{received}",
            )
    expect_same_for(scenario, [user.label for user in scenario.connected_users()])


def expect_same_for(scenario: Scenario, labels: Sequence[str]) -> None:
    """Expect that these users have received the same messages in the same order.

    What one of two did not receive because it is its own, they are not compared by.
    """
    for first, second in combinations(map(scenario.user, labels), 2):
        own = {*_not_echoed(scenario, first), *_not_echoed(scenario, second)}
        theirs, others = (
            [message for message in messages_of(user) if message not in own]
            for user in (first, second)
        )
        for position, (a, b) in enumerate(zip_longest(theirs, others), 1):
            if a != b:
                scenario.judge.fail(
                    f"{first.label} and {second.label} received different messages.",
                    f"as message {position} both hear {a or 'nothing more'}",
                    f"{second.label} received {b or 'nothing more'}",
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


def _wait_for_messages(scenario: Scenario, user: User, count: int) -> None:
    scenario.journal.wait_until(lambda: len(messages_of(user)) >= count, scenario.patience)


def _not_echoed(scenario: Scenario, user: User) -> list[Message]:
    """Return the messages that ``user`` said on the last connection and does not receive, because
    the wire does not send them back."""
    connection = user.connection
    if connection is None or user.dialect.echoes:
        return []
    said = (
        entry.what
        for entry in scenario.journal.entries
        if entry.connection.number == connection.number
    )
    return [
        user.dialect.message_from(connection.name, each.text)
        for each in said
        if isinstance(each, MessageSent) and not each.fence
    ]


def messages_of(user: User) -> list[Message]:
    """Return the messages that ``user`` received, in order."""
    return [received for received in user.inbox.received if isinstance(received, Message)]
