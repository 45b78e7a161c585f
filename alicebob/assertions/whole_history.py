"""Assertions on a whole history, which a client reads in pages or in pieces."""

from collections.abc import Callable, Sequence
from functools import partial

from alicebob.assertions.answers import forget
from alicebob.assertions.history import said_by
from alicebob.clients.user import User
from alicebob.laws.numbers import numbered
from alicebob.model.received import History, Message, PrivateMessage
from alicebob.model.sent import ReadHistory
from alicebob.record.journal import EventReceived
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario

_MOST = 10_000  # messages that any room of a feature has seen
_PAGE = 100  # messages that are asked for at once, when a feature does not say how many


def expect_all_said(
    scenario: Scenario, label: str, speaker: str, count: int, page: int, talker: str | None = None
) -> None:
    """Expect the last ``count`` messages of ``speaker`` in a history read ``page`` messages at a
    time.

    After each page ``talker`` sends one more message.
    """
    between = partial(scenario.user(talker).send_message, "By the way") if talker else lambda: None
    told = _read_back(scenario, scenario.user(label), page, between)
    connection, expected = scenario.user(speaker).connection, said_by(scenario, speaker)[-count:]
    found = [m.content for m in told.messages if connection and m.sender == connection.name]
    if found != expected or len(expected) != count:
        headline = f"{label} found another history."
        span = f", from {found[0]!r} to {found[-1]!r}" if found else ""
        scenario.judge.fail(headline, f"{count} messages of {speaker}", f"{len(found)}{span}")


def expect_newest_only(scenario: Scenario, label: str, speaker: str, most: int, page: int) -> None:
    """Expect only the newest messages of ``speaker``, at most ``most``, in a history read ``page``
    messages at a time, which says that older ones are missing."""
    told = _read_back(scenario, scenario.user(label), page, lambda: None)
    said, found = said_by(scenario, speaker), [m.content for m in told.messages]
    is_right = 0 < len(found) <= most and found == said[-len(found) :]
    if not is_right or told.complete:
        expected = f"the newest 1 to {most} of {len(said)}, and that others are missing"
        missing = "nothing is missing" if told.complete else "others are missing"
        actual = f"{len(found)}, and that {missing}"
        scenario.judge.fail(f"{label} found another history.", expected, actual)


def expect_all_received(scenario: Scenario, label: str, witness: str) -> None:
    """Expect that the history of ``label`` has all that ``witness`` received, in the same order."""
    received = _live(scenario.user(witness))
    told = _read_back(scenario, scenario.user(label), _PAGE, lambda: None)
    ids = {message.id for message in received}
    _expect_same(scenario, label, received, [m for m in told.messages if m.id in ids])


def expect_no_gap(scenario: Scenario, witness: str) -> None:
    """Expect that the history and the live messages of each user are the latest of ``witness``.

    Users of dialects without a history take no part.
    """
    connected_users = [user for user in scenario.connected_users() if user.dialect.is_extended]
    others = [user for user in connected_users if user.label != witness]
    for user in others:
        expect_fence(scenario, scenario.connected_users(), user)
    received = _live(scenario.user(witness))
    for user in others:
        told = _all_told(scenario, user)
        _expect_same(scenario, user.label, received[len(received) - len(told) :], told)


def expect_each_once(scenario: Scenario, label: str, witness: str) -> None:
    """Expect that ``label`` received each message of ``witness`` once, over all its connections."""
    user = scenario.user(label)
    expect_fence(scenario, scenario.connected_users(), user)
    _expect_same(scenario, label, _live(scenario.user(witness)), _all_told(scenario, user))


def _live(user: User) -> list[Message]:
    return [received for received in user.inbox.received if isinstance(received, Message)]


def _all_told(scenario: Scenario, user: User) -> list[Message | PrivateMessage]:
    """Return the messages received live and in histories, in this order, without markers."""
    own = (e.what for e in scenario.journal.entries if e.connection.user == user.label)
    received = (what.received for what in own if isinstance(what, EventReceived))
    return [m for one in received for m in numbered(one) if not m.is_marker]


def _expect_same(
    scenario: Scenario,
    label: str,
    expected: Sequence[Message],
    told: Sequence[Message | PrivateMessage],
) -> None:
    if [m.id for m in expected] != [m.id for m in told]:
        pairs = zip(expected, told, strict=False)
        parted = next((f"{b} instead of {a}" for a, b in pairs if a.id != b.id), "")
        actual = f"{len(told)} messages; {parted}"
        scenario.judge.fail(
            f"{label} received other messages.", f"{len(expected)} messages", actual
        )


def _read_back(scenario: Scenario, user: User, page: int, between: Callable[[], None]) -> History:
    """Read the history to its beginning, each page before the oldest message of the last."""
    found: list[Message | PrivateMessage] = []
    answer = _ask(scenario, user, ReadHistory(None, page))
    while answer.messages and not (answer.complete and len(answer.messages) < page):
        found[:0] = answer.told
        if len(found) > _MOST:
            scenario.judge.fail(
                "The history has no beginning.", f"at most {_MOST} messages", "there are more"
            )
        between()
        answer = _ask(scenario, user, ReadHistory(answer.messages[0].id, page))
    return History((*answer.told, *found), answer.complete)


def _ask(scenario: Scenario, user: User, question: ReadHistory) -> History:
    forget(scenario, user, History)
    user.ask(question)
    answer = user.inbox.wait_for(_is_history, scenario.patience)
    if not isinstance(answer, History):
        scenario.judge.fail(f"{user.label} received no history.", "a history", "none came")
    return answer


def _is_history(received: object) -> bool:
    return isinstance(received, History)
