"""Assertions on what a user receives of a crowd of readers."""

from collections.abc import Container
from functools import partial

from alicebob.assertions import expectations, user_list
from alicebob.clients.user import User
from alicebob.model.received import Message, ReceivedEvent, TypingChanged, UserLeft
from alicebob.scenario.scenario import Scenario


def expect_listed(
    scenario: Scenario, label: str, names: list[str], readers: list[User], others: list[str]
) -> None:
    """Expect exactly ``names``, the ``readers`` and ``others``, in this order, in the next user
    list of ``label``."""
    here = [*names, *map(_name, readers), *others]
    user_list.expect_users(scenario, label, here, in_order=True)


def expect_left(scenario: Scenario, label: str, readers: list[User], people: int) -> None:
    """Expect the leave of each of the ``readers``, in any order; the number of users falls from
    each to the next by one, to ``people``."""
    left, counts = {_name(reader) for reader in readers}, []
    for number in range(1, len(readers) + 1):
        what = f"the leave of {number} of {len(readers)} readers"
        event = expectations.expect(scenario, label, what, partial(_is_leave_of, left))
        if isinstance(event, UserLeft):
            left.discard(event.name)
            counts.append(event.count)
    expected = [*range(people + len(readers) - 1, people - 1, -1)]
    if counts != expected:
        headline = f"{label} received other numbers of users."
        scenario.judge.fail(headline, f"{expected[0]} down to {people}", f"{counts}")


def _is_leave_of(names: Container[str], received: ReceivedEvent) -> bool:
    return isinstance(received, UserLeft) and received.name in names


def expect_typed_and_sent(scenario: Scenario, label: str, readers: list[User]) -> None:
    """Expect that each of the ``readers`` was seen typing, no longer typing, and heard once."""
    for reader in readers:
        name = _name(reader)
        expectations.expect_event(scenario, label, TypingChanged(name, True))
        expectations.expect_event(scenario, label, TypingChanged(name, False))
        expectations.expect_event(scenario, label, Message(name, f"hello from {reader.label}"))
    expectations.expect_none(scenario, label, "typing", TypingChanged)


def _name(reader: User) -> str:
    return reader.connection.name if reader.connection is not None else reader.label
