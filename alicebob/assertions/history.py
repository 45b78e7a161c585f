"""Assertions on a history that a client received in one piece."""

from collections.abc import Iterable
from itertools import zip_longest

from alicebob.assertions.answers import forget, next_answer
from alicebob.assertions.conversation import messages_of
from alicebob.assertions.first_difference import first_difference
from alicebob.clients.user import User
from alicebob.laws.numbers import numbered
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import (
    History,
    Message,
    PastMessage,
    PrivateMessage,
)
from alicebob.model.sent import ReadHistory
from alicebob.model.shown_text import difference, shorten
from alicebob.record.journal import EventReceived, MessageSent
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario

_ALIKE = 8  # characters at the beginning of a text that is taken for an altered one


def request_history(
    scenario: Scenario, label: str, limit: int | None, before: str | None = None
) -> None:
    """Request the last messages, or those before the message ``before``."""
    forget(scenario, scenario.user(label), History)
    scenario.user(label).ask(ReadHistory(None if before is None else _id(scenario, before), limit))


def reconnect(scenario: Scenario, label: str, known: str | None = None) -> None:
    """Connect again with the id of the message ``known``, or else of the last message received;
    the answer is the next history."""
    user = scenario.user(label)
    since = _last_id(scenario, label) if known is None else _id(scenario, known)
    while user.inbox.claim(lambda received: isinstance(received, History)):
        pass
    connection = user.connection
    scenario.connect(
        label,
        scenario.connect_options(connection.name if connection else label, _room(user), since),
    )


def expect_last(scenario: Scenario, label: str, count: int, speaker: str) -> None:
    """Expect in the next history the last ``count`` messages of ``speaker``, and none before."""
    _expect_said(scenario, label, said_by(scenario, speaker)[-count:], speaker)


def expect_until(scenario: Scenario, label: str, count: int, speaker: str, last: int) -> None:
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
        wanted, actual = first_difference(expected, told)
        headline = f"{label} received another history."
        scenario.judge.fail(headline, f"from {speaker}: {wanted}", f"from {speaker}: {actual}")


def expect_message(
    scenario: Scenario, label: str, text: str, sender: str, *, is_there: bool = True
) -> None:
    """Expect ``text`` from ``sender``, public or private, in the next history; or not."""
    told = [(m.sender, m.content) for m in _told(scenario, label)]
    if ((sender, text) in told) != is_there:
        expected = f"{shorten(text)} of {sender} is {'' if is_there else 'not '}in the history"
        actual = _absence(text, [t for name, t in told if name == sender])
        actual = actual if is_there else "it is there"
        scenario.judge.fail(f"{label} received another history.", expected, actual)


def _absence(text: str, told: Iterable[str]) -> str:
    """Return what is there instead of ``text``: one that begins like it, or nothing."""
    for altered in told:
        if altered[:_ALIKE] == text[:_ALIKE]:
            return f"it is altered: {difference(text, altered)}"
    return "it is not there"


def expect_all_received(scenario: Scenario, label: str, hearer: str) -> None:
    """Expect in the next history every message that ``hearer`` received, in that order."""
    received = messages_of(scenario.user(hearer))
    known = set(received)
    told = [message for message in _told(scenario, label) if message in known]
    for position, (a, b) in enumerate(zip_longest(received, told), 1):
        if a != b:
            expected = f"as message {position}: {a or 'nothing more'}"
            headline = f"{label} received another history than {hearer} received live."
            scenario.judge.fail(headline, expected, f"{b or 'nothing more'}")


def expect_exactly(scenario: Scenario, label: str, texts: list[str]) -> None:
    """Expect in the next history exactly these texts, public or private, in this order."""
    told = [message.content for message in _told(scenario, label)]
    if told != texts:
        headline = f"{label} received another history."
        scenario.judge.fail(headline, ", then ".join(texts), ", then ".join(told) or "nothing")


def expect_empty(scenario: Scenario, label: str) -> None:
    """Expect that the next history is empty."""
    told = _told(scenario, label)
    if told:
        scenario.judge.fail(
            f"{label} received earlier messages.", "an empty history", f"{told[-1]}"
        )


def expect_complete(scenario: Scenario, label: str, *, is_complete: bool) -> None:
    """Expect that the next history is complete, or that it says that messages are missing."""
    received = next_answer(scenario, label, History, "a history")
    if isinstance(received, History) and received.complete != is_complete:
        expected = "no messages are missing" if is_complete else "messages are missing"
        scenario.judge.fail(f"{label} received another answer.", expected, f"{received}")


def _last_id(scenario: Scenario, label: str) -> str | None:
    """Return the id of the last message that ``label`` received, live or in a history; if there
    was none, the newest id of the room that the history told, or 0 for a room without messages."""
    since = None
    for entry in scenario.journal.entries:
        if entry.connection.user == label and isinstance(entry.what, EventReceived):
            received = entry.what.received
            since = next((m.id for m in reversed(numbered(received)) if m.id), since)
            if since is None and isinstance(received, History) and received.last_id is not None:
                since = received.last_id or "0"
    return since


def _told(scenario: Scenario, label: str) -> list[Message | PrivateMessage]:
    user = scenario.user(label)
    if user.dialect.past_messages != 0:
        return _told_one_by_one(scenario, user)
    received = next_answer(scenario, label, History, "a history")
    return received.told if isinstance(received, History) else []


def _told_one_by_one(scenario: Scenario, user: User) -> list[Message | PrivateMessage]:
    """Return the earlier messages that a newcomer was told, once all of them have surely come."""
    expect_fence(scenario, scenario.connected_users(), user)
    earlier = (each for each in user.inbox.received if isinstance(each, PastMessage))
    return [Message(each.sender, each.content) for each in earlier if not each.is_marker]


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
        raise FeatureMistake(f'nobody has heard "{text}" with its id in this scenario')
    return id


def _room(user: User) -> str | None:
    return user.connection.room if user.connection is not None else None
