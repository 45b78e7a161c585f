"""Assertions on a whole history, which a client reads in pages or in pieces."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest

from alicebob.assertions.answers import forget
from alicebob.assertions.first_difference import first_difference
from alicebob.assertions.history import said_by
from alicebob.clients.user import User
from alicebob.laws.history import AT_FIRST
from alicebob.laws.numbers import numbered
from alicebob.model.received import History, Message, PrivateMessage
from alicebob.model.sent import ReadHistory
from alicebob.record.journal import EventReceived
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario

_MOST = 10_000  # messages that any room of a feature has seen
_PAGE = 100  # messages that are asked for at once, when a feature does not say how many
_MOST_PAGES = 200  # that a history of a feature has, one message at a time
_SHOWN = 10  # messages of a page in a failure report


def expect_all_said(
    scenario: Scenario,
    label: str,
    speaker: str,
    count: int,
    page: int | None,
    talker: str | None = None,
) -> None:
    """Expect the last ``count`` messages of ``speaker`` in a history read ``page`` messages at a
    time; None does not say how many, and is answered with 50.

    After each page ``talker`` sends one more message.
    """
    between = partial(scenario.user(talker).send_message, "By the way") if talker else lambda: None
    told = _read_back(scenario, scenario.user(label), page, between)
    connection, expected = scenario.user(speaker).connection, said_by(scenario, speaker)[-count:]
    found = [m.content for m in told.messages if connection and m.sender == connection.name]
    if found != expected or len(expected) != count:
        headline = f"{label} found another history."
        wanted, actual = first_difference(expected, found)
        all_of_them = f"all {count} messages of {speaker}: {wanted}"
        scenario.judge.fail(headline, all_of_them, actual)


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


def expect_read_back(
    scenario: Scenario, label: str, page: int | None, *, with_private: bool = True
) -> None:
    """Expect that ``label`` reads back all that they received live, page by page; without private
    messages, if these are not kept for them.

    Each message must be found once, in its place, and each page but the last must be full. No
    markers may be in the history. Without ``page``, the client names no limit.
    """
    user = scenario.user(label)
    told = _read_pages(scenario, user, page)
    kinds = Message | PrivateMessage if with_private else Message
    live = [received for received in user.inbox.received if isinstance(received, kinds)]
    size = page or AT_FIRST
    pages = [live[max(0, end - size) : end] for end in range(len(live), 0, -size)]
    for expected, page_told in zip_longest(pages, told, fillvalue=()):
        _expect_page(scenario, label, expected, page_told)


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


def expect_same_over_connections(scenario: Scenario, labels: Sequence[str]) -> None:
    """Expect that these users, who came before anything was said, have received the same messages
    in the same order, each once, over all their connections."""
    users = [scenario.user(label) for label in labels]
    for user in users:
        expect_fence(scenario, scenario.connected_users(), user)
    first, *others = (
        [m for m in _all_told(scenario, user) if isinstance(m, Message)] for user in users
    )
    for label, told in zip(labels[1:], others, strict=True):
        _expect_same(scenario, label, first, told)


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
        pairs = enumerate(zip(expected, told, strict=False), 1)
        parted = (f"as number {n:,}: {b} instead of {a}" for n, (a, b) in pairs if a.id != b.id)
        rest = "the others are missing" if len(told) < len(expected) else "these are too many"
        actual = f"{len(told)} messages; {next(parted, rest)}"
        scenario.judge.fail(
            f"{label} received other messages.", f"{len(expected)} messages", actual
        )


def _read_back(
    scenario: Scenario, user: User, page: int | None, between: Callable[[], None]
) -> History:
    """Read the history to its beginning, each page before the oldest message of the last."""
    most = AT_FIRST if page is None else page
    found: list[Message | PrivateMessage] = []
    answer = _ask(scenario, user, ReadHistory(None, page))
    while answer.messages and not (answer.complete and len(answer.messages) < most):
        found[:0] = answer.told
        if len(found) > _MOST:
            scenario.judge.fail(
                "The history has no beginning.", f"at most {_MOST} messages", "there are more"
            )
        between()
        answer = _ask(scenario, user, ReadHistory(answer.messages[0].id, page))
    return History((*answer.told, *found), answer.complete)


def _read_pages(
    scenario: Scenario, user: User, page: int | None
) -> list[Sequence[Message | PrivateMessage]]:
    """Return the pages of a history that is complete, the newest first; the last is empty."""
    pages: list[Sequence[Message | PrivateMessage]] = []
    before: str | None = None
    while not pages or pages[-1]:
        answer = _ask(scenario, user, ReadHistory(before, page))
        if not answer.complete or len(pages) > _MOST_PAGES:
            headline = f"{user.label} does not find the beginning of the history."
            scenario.judge.fail(headline, "complete pages, and an end", f"{answer}")
        pages.append(answer.messages)
        before = answer.messages[0].id if answer.messages else None
    return pages


def _expect_page(
    scenario: Scenario,
    label: str,
    expected: Sequence[Message | PrivateMessage],
    told: Sequence[Message | PrivateMessage],
) -> None:
    if [(m, m.id) for m in expected] != [(m, m.id) for m in told]:
        headline = f"{label} found other messages than they received live."
        scenario.judge.fail(headline, _listed(expected), _listed(told))


def _listed(messages: Sequence[Message | PrivateMessage]) -> str:
    shown = "; ".join(map(str, messages[:_SHOWN])) or "none"
    return f"on this page {len(messages)} messages: {shown}"


def _ask(scenario: Scenario, user: User, question: ReadHistory) -> History:
    forget(scenario, user, History)
    user.ask(question)
    answer = user.inbox.wait_for(_is_history, scenario.patience)
    if not isinstance(answer, History):
        scenario.judge.fail(f"{user.label} received no history.", "a history", "none came")
    return answer


def _is_history(received: object) -> bool:
    return isinstance(received, History)
