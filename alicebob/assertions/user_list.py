"""Assertions on user lists, and on the number of users in notices."""

from alicebob.assertions import expectations
from alicebob.assertions.answers import forget, next_answer
from alicebob.laws.law import times
from alicebob.model.received import (
    ReceivedEvent,
    UserJoined,
    UserLeft,
    UserList,
)
from alicebob.model.sent import ListUsers
from alicebob.model.shown_text import listed
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario


def request_user_list(scenario: Scenario, label: str) -> None:
    """Request the user list; the answer is the next list that a step looks at."""
    forget(scenario, scenario.user(label), UserList)
    scenario.user(label).ask(ListUsers())


def expect_users(
    scenario: Scenario, label: str, names: list[str], *, in_order: bool = False
) -> None:
    """Expect exactly these users in the next list that ``label`` receives."""
    received = next_answer(scenario, label, UserList, "a user list")
    here = received.names if isinstance(received, UserList) else []
    if sorted(here) != sorted(names):
        headline = f"{label} received another user list."
        scenario.judge.fail(headline, f"in the room: {', '.join(names)}", f"{received}")
    if in_order and here != names:
        headline = f"{label} received the user list in another order."
        scenario.judge.fail(headline, f"in this order: {', '.join(names)}", f"{received}")


def expect_on_list(scenario: Scenario, label: str, names: list[str], gone: str = "") -> None:
    """Expect that ``label`` receives a list with these users, and without ``gone``; asks for it
    where the wire can ask."""
    user = scenario.user(label)
    if user.dialect.can_list_users:
        request_user_list(scenario, label)

    def is_right(received: ReceivedEvent) -> bool:
        if not isinstance(received, UserList):
            return False
        return set(names) <= set(received.names) and gone not in received.names

    without = f" and without {gone}" if gone else ""
    what = f"a user list with {listed(names, len(names))}{without}"
    expectations.expect(scenario, label, what, is_right)


def expect_once(scenario: Scenario, label: str, kind: type, what: str) -> None:
    """Expect that ``label`` received one event of this kind, and never receives another."""
    user = scenario.user(label)
    expect_fence(scenario, scenario.connected_users(), user)
    told = [str(received) for received in user.inbox.received if isinstance(received, kind)]
    if len(told) != 1:
        scenario.judge.fail(f"{label} received {what} {times(len(told))}.", "once", "; ".join(told))


def expect_count(scenario: Scenario, label: str, notice: UserJoined | UserLeft, count: int) -> None:
    """Expect that ``label`` receives ``notice`` with this number of users in the room."""
    what = f"{notice}, with {count} here now"
    expectations.expect(
        scenario,
        label,
        what,
        lambda h: h == notice and isinstance(h, UserJoined | UserLeft) and h.count == count,
    )


def expect_one_joined(scenario: Scenario, labels: list[str]) -> None:
    """Expect that one of these users has joined, and the others were rejected."""
    inside = [label for label in labels if scenario.user(label).is_joined]
    if len(inside) != 1:
        scenario.judge.fail(
            "Not exactly one user has joined.",
            "one of them has joined",
            f"joined: {', '.join(inside) or 'none'}",
        )


def expect_connections(scenario: Scenario, label: str, name: str, count: int) -> None:
    """Expect ``name`` with ``count`` connections in the next list that ``label`` receives."""
    received = next_answer(scenario, label, UserList, "a user list")
    lines = dict(received.here).get(name, 0) if isinstance(received, UserList) else 0
    if lines != count:
        scenario.judge.fail(f"{name} is counted wrongly.", f"{count} connections", f"{lines}")
