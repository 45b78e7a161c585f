"""Assertions on everything that one user received, or on several users."""

from collections.abc import Sequence
from itertools import zip_longest

from alicebob.assertions import expectations
from alicebob.clients.user import User
from alicebob.laws.law import times
from alicebob.laws.numbers import numbered
from alicebob.model.received import (
    Announcement,
    History,
    Message,
    PrivateMessage,
    ReceivedEvent,
    UserJoined,
    UserLeft,
    UserList,
)
from alicebob.model.sent import ListUsers, ReadHistory
from alicebob.record.journal import EventReceived, MessageSent
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario


def expect_same_for_all(scenario: Scenario, count: int) -> None:
    """Expect that all connected users received the same ``count`` messages in one order."""
    for user in scenario.connected_users():
        _wait_for_messages(scenario, user, count)
        received = len(_messages(user))
        if received != count:
            scenario.judge.fail(
                f"{user.label} received another number of messages.",
                f"{count} messages",
                f"{received}",
            )
    expect_same_for(scenario, [user.label for user in scenario.connected_users()])


def expect_same_for(scenario: Scenario, labels: Sequence[str]) -> None:
    """Expect that these users have received the same messages in the same order."""
    first, *others = labels
    theirs = _messages(scenario.user(first))
    for label in others:
        messages = _messages(scenario.user(label))
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
        scenario.judge.fail(
            f"{label} received other messages.", ", then ".join(texts), ", then ".join(received)
        )


def expect_words_in_order(scenario: Scenario, label: str, texts: list[str]) -> None:
    """Expect that ``label`` received these texts in this order, perhaps among others."""
    received = scenario.user(label).inbox.received
    said = [h.content for h in received if isinstance(h, Message | Announcement)]
    if [text for text in said if text in texts] != texts:
        headline = f"{label} received them in another order."
        scenario.judge.fail(headline, f"in this order: {', '.join(texts)}", f"{', '.join(said)}")


def _wait_for_messages(scenario: Scenario, user: User, count: int) -> None:
    scenario.journal.wait_until(lambda: len(_messages(user)) >= count, scenario.patience)


def _messages(user: User) -> list[Message]:
    return [received for received in user.inbox.received if isinstance(received, Message)]


# -- who is here


def ask_who_is_here(scenario: Scenario, label: str) -> None:
    """Request the user list; the answer is the next list that a step looks at."""
    forget(scenario, scenario.user(label), UserList)
    scenario.user(label).ask(ListUsers())


def expect_here(
    scenario: Scenario, label: str, names: list[str], *, in_order: bool = False
) -> None:
    """Expect exactly these users in the next list that ``label`` receives."""
    received = _next(scenario, label, UserList, "a user list")
    here = received.names if isinstance(received, UserList) else []
    if sorted(here) != sorted(names):
        headline = f"{label} received another user list."
        scenario.judge.fail(headline, f"in the room: {', '.join(names)}", f"{received}")
    if in_order and here != names:
        headline = f"{label} received the user list in another order."
        scenario.judge.fail(headline, f"in this order: {', '.join(names)}", f"{received}")


def expect_told_once(scenario: Scenario, label: str, kind: type, what: str) -> None:
    """Expect that ``label`` received one event of this kind, and never receives another."""
    user = scenario.user(label)
    expect_fence(scenario, scenario.connected_users(), user)
    told = [str(received) for received in user.inbox.received if isinstance(received, kind)]
    if len(told) != 1:
        scenario.judge.fail(f"{label} received {what} {times(len(told))}.", "once", "; ".join(told))


def expect_counted(
    scenario: Scenario, label: str, notice: UserJoined | UserLeft, count: int
) -> None:
    """Expect that ``label`` receives ``notice`` with this number of users in the room."""
    what = f"{notice}, with {count} here now"
    expectations.expect(
        scenario,
        label,
        what,
        lambda h: h == notice and isinstance(h, UserJoined | UserLeft) and h.count == count,
    )


def expect_one_in(scenario: Scenario, labels: list[str]) -> None:
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
    received = _next(scenario, label, UserList, "a user list")
    lines = dict(received.here).get(name, 0) if isinstance(received, UserList) else 0
    if lines != count:
        scenario.judge.fail(f"{name} is counted wrongly.", f"{count} connections", f"{lines}")


# -- what was said


def ask_history(
    scenario: Scenario, label: str, limit: int | None, before: str | None = None
) -> None:
    """Request the last messages, or those before the message ``before``."""
    forget(scenario, scenario.user(label), History)
    scenario.user(label).ask(ReadHistory(None if before is None else _id(scenario, before), limit))


def come_back(scenario: Scenario, label: str) -> None:
    """Connect again with the id of the last message received; the answer is the next history."""
    user, since = scenario.user(label), None
    for entry in scenario.journal.entries:
        if entry.connection.user == label and isinstance(entry.what, EventReceived):
            since = next((m.id for m in reversed(numbered(entry.what.received)) if m.id), since)
    while user.inbox.claim(lambda received: isinstance(received, History)):
        pass
    connection = user.connection
    scenario.connect(
        label,
        scenario.connect_options(connection.name if connection else label, _room(user), since),
    )


def expect_last_said(scenario: Scenario, label: str, count: int, speaker: str) -> None:
    """Expect in the next history the last ``count`` messages of ``speaker``, and none before."""
    _expect_said(scenario, label, said_by(scenario, speaker)[-count:], speaker)


def expect_said_until(scenario: Scenario, label: str, count: int, speaker: str, last: int) -> None:
    """Expect in the next history ``count`` messages of ``speaker``, up to number ``last`` (from
    1)."""
    _expect_said(scenario, label, said_by(scenario, speaker)[last - count : last], speaker)


def said_by(scenario: Scenario, speaker: str) -> list[str]:
    """Return the messages that ``speaker`` sent to everybody, in order."""
    said = (e.what for e in scenario.journal.entries if e.connection.user == speaker)
    open_words = (what for what in said if isinstance(what, MessageSent) and what.to is None)
    return [what.text for what in open_words if not what.fence]


def _expect_said(scenario: Scenario, label: str, expected: list[str], speaker: str) -> None:
    known = set(said_by(scenario, speaker))
    told = [message.content for message in _told(scenario, label) if message.content in known]
    if told != expected:
        of, span = len(expected), f", from {expected[0]!r} to {expected[-1]!r}" if expected else ""
        actual = f"{len(told)}, from {told[0]!r} to {told[-1]!r}" if told else "none of them"
        scenario.judge.fail(
            f"{label} received another history.", f"{of} of {speaker}{span}", actual
        )


def expect_told(
    scenario: Scenario, label: str, text: str, sender: str, *, is_there: bool = True
) -> None:
    """Expect ``text`` from ``sender``, public or private, in the next history; or not."""
    told = [(m.sender, m.content) for m in _told(scenario, label)]
    if ((sender, text) in told) != is_there:
        should, is_not = ("is", "not there") if is_there else ("is not", "there")
        expected = f'"{text}" of {sender} {should} in the history'
        scenario.judge.fail(f"{label} received another history.", expected, f"it is {is_not}")


def expect_all_heard(scenario: Scenario, label: str, hearer: str) -> None:
    """Expect in the next history every message that ``hearer`` received, in that order."""
    received = _messages(scenario.user(hearer))
    known = set(received)
    told = [message for message in _told(scenario, label) if message in known]
    for position, (a, b) in enumerate(zip_longest(received, told), 1):
        if a != b:
            expected = f"as message {position}: {a or 'nothing more'}"
            headline = f"{label} received another history than {hearer} received live."
            scenario.judge.fail(headline, expected, f"{b or 'nothing more'}")


def expect_no_past(scenario: Scenario, label: str) -> None:
    """Expect that the next history is empty."""
    told = _told(scenario, label)
    if told:
        scenario.judge.fail(
            f"{label} received earlier messages.", "an empty history", f"{told[-1]}"
        )


def expect_complete(scenario: Scenario, label: str, *, is_complete: bool) -> None:
    """Expect that the next history is complete, or that it says that messages are missing."""
    received = _next(scenario, label, History, "a history")
    if isinstance(received, History) and received.complete != is_complete:
        expected = "no messages are missing" if is_complete else "messages are missing"
        scenario.judge.fail(f"{label} received another answer.", expected, f"{received}")


def _told(scenario: Scenario, label: str) -> list[Message | PrivateMessage]:
    received = _next(scenario, label, History, "a history")
    return received.told if isinstance(received, History) else []


def _next(scenario: Scenario, label: str, kind: type, what: str) -> ReceivedEvent | None:
    """Return the oldest answer of this kind in the inbox; it may be read again."""
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
    scenario.journal.wait_until(
        lambda: any(isinstance(received, kind) for received in user.inbox.received),
        scenario.patience,
    )
    while user.inbox.claim(lambda received: isinstance(received, kind)):
        pass


def _id(scenario: Scenario, text: str) -> str:
    """Return the id of the last message ``text``, as any user received it."""
    received = (
        e.what.received
        for e in reversed(scenario.journal.entries)
        if isinstance(e.what, EventReceived)
    )
    ids = (m.id for one in received for m in numbered(one) if m.content == text and m.id)
    id = next(ids, None)
    if id is None:
        raise LookupError(f'nobody has heard "{text}" with its id in this scenario')
    return id


def _room(user: User) -> str | None:
    return user.connection.room if user.connection is not None else None
