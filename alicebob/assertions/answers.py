"""The answers to requests, as they stand in a user's inbox."""

from alicebob.clients.user import User
from alicebob.model.received import (
    ReceivedEvent,
)
from alicebob.scenario.scenario import Scenario


def next_answer(scenario: Scenario, label: str, kind: type, what: str) -> ReceivedEvent | None:
    """Return the oldest answer of this kind in the inbox; it may be read again. Fail without
    one."""
    scenario.judge.expect_nothing_proven()
    user = scenario.user(label)
    scenario.journal.wait_until(lambda: user.inbox.first(kind) is not None, scenario.patience)
    received = user.inbox.first(kind)
    if received is None:
        scenario.judge.fail(
            f"{label} did not receive {what}.", f"{label} receives {what}", "it never came"
        )
    return received


def forget(scenario: Scenario, user: User, kind: type) -> None:
    """Drop earlier answers from the inbox: they do not answer the next request."""
    if not user.is_joined:
        return  # nothing was told yet
    if user.dialect.is_extended:  # the first one comes with the join
        scenario.journal.wait_until(
            lambda: any(isinstance(received, kind) for received in user.inbox.received),
            scenario.patience,
        )
    while user.inbox.claim(lambda received: isinstance(received, kind)):
        pass
