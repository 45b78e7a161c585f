"""What somebody was told of the past, piece by piece, put together again."""

from collections.abc import Callable, Sequence
from functools import partial

from alicebob.assertions.conversation import forget, said_by
from alicebob.clients.user import User
from alicebob.laws.numbers import numbered
from alicebob.model.received import History, Message, Private
from alicebob.model.sent import AskHistory
from alicebob.record.journal import Hears
from alicebob.scenario.scenario import Stage

_MOST = 10_000  # messages that any room of a feature has seen
_PAGE = 100  # messages that are asked for at once, when a feature does not say how many


def expect_all_said(
    stage: Stage, label: str, speaker: str, count: int, page: int, talker: str | None = None
) -> None:
    """``label`` asks for ``page`` messages at a time, and finds the last ``count`` things that
    ``speaker`` said. After each page ``talker`` says something more."""
    between = partial(stage.user(talker).say, "By the way") if talker else lambda: None
    told = _read_back(stage, stage.user(label), page, between)
    line, expected = stage.user(speaker).line, said_by(stage, speaker)[-count:]
    found = [m.content for m in told.messages if line and m.sender == line.name]
    if found != expected or len(expected) != count:
        headline = f"{label} found another past."
        span = f", from {found[0]!r} to {found[-1]!r}" if found else ""
        stage.fail(headline, f"{count} messages of {speaker}", f"{len(found)}{span}")


def expect_all_heard(stage: Stage, label: str, witness: str) -> None:
    """``label`` finds all that ``witness`` heard live, in the same order."""
    heard = _live(stage.user(witness))
    told = _read_back(stage, stage.user(label), _PAGE, lambda: None)
    ids = {message.id for message in heard}
    _expect_same(stage, label, heard, [m for m in told.messages if m.id in ids])


def expect_no_gap(stage: Stage, witness: str) -> None:
    """What each one was told of the past, and heard then, are the last things that ``witness``
    heard; of those in whose dialect the past is told."""
    present = [user for user in stage.present() if user.dialect.tells_more]
    others = [user for user in present if user.label != witness]
    for user in others:
        stage.fence(stage.present(), user)
    heard = _live(stage.user(witness))
    for user in others:
        told = _all_told(stage, user)
        _expect_same(stage, user.label, heard[len(heard) - len(told) :], told)


def expect_each_once(stage: Stage, label: str, witness: str) -> None:
    """On all lines that ``label`` has had, they were told just once what ``witness`` heard."""
    user = stage.user(label)
    stage.fence(stage.present(), user)
    _expect_same(stage, label, _live(stage.user(witness)), _all_told(stage, user))


def _live(user: User) -> list[Message]:
    return [heard for heard in user.inbox.heard if isinstance(heard, Message)]


def _all_told(stage: Stage, user: User) -> list[Message | Private]:
    """Live and in histories, as it came; without the suite's own words."""
    own = (e.what for e in stage.journal.entries if e.line.user == user.label)
    heard = (what.heard for what in own if isinstance(what, Hears))
    return [m for one in heard for m in numbered(one) if not m.is_marker]


def _expect_same(
    stage: Stage,
    label: str,
    expected: Sequence[Message],
    told: Sequence[Message | Private],
) -> None:
    if [m.id for m in expected] != [m.id for m in told]:
        pairs = zip(expected, told, strict=False)
        parted = next((f"{b} where {a} was due" for a, b in pairs if a.id != b.id), "")
        actual = f"{len(told)} messages; {parted}"
        stage.fail(f"{label} was told otherwise.", f"{len(expected)} messages", actual)


def _read_back(stage: Stage, user: User, page: int, between: Callable[[], None]) -> History:
    """Asks for page after page, each before the oldest message of the last, to the beginning."""
    found: list[Message | Private] = []
    answer = _ask(stage, user, AskHistory(None, page))
    while answer.messages and not (answer.complete and len(answer.messages) < page):
        found[:0] = answer.told
        if len(found) > _MOST:
            stage.fail("The past has no beginning.", f"at most {_MOST} messages", "there are more")
        between()
        answer = _ask(stage, user, AskHistory(answer.messages[0].id, page))
    return History((*answer.told, *found), answer.complete)


def _ask(stage: Stage, user: User, question: AskHistory) -> History:
    forget(stage, user, History)
    user.ask(question)
    answer = user.inbox.wait_for(_is_history, stage.patience)
    if not isinstance(answer, History):
        stage.fail(f"{user.label} was not answered.", "what was said", "it never came")
    return answer


def _is_history(heard: object) -> bool:
    return isinstance(heard, History)
