"""What a step expects of one user's hearing, beyond a single thing heard."""

from collections.abc import Sequence
from itertools import zip_longest

from alicebob.clients.user import User
from alicebob.laws.law import times
from alicebob.laws.numbers import numbered
from alicebob.model.received import Announced, Heard, History, Joined, Left, Message, Private, Users
from alicebob.model.sent import AskHistory, AskUsers
from alicebob.record.journal import Hears, Said
from alicebob.scenario.scenario import Stage


def expect_same_for_all(stage: Stage, count: int) -> None:
    """Everybody has heard ``count`` messages, the same ones in the same order."""
    for user in stage.present():
        _wait_for_messages(stage, user, count)
        heard = len(_messages(user))
        if heard != count:
            stage.fail(f"{user.label} heard another number.", f"{count} messages", f"{heard}")
    expect_same_for(stage, [user.label for user in stage.present()])


def expect_same_for(stage: Stage, labels: Sequence[str]) -> None:
    """All of these have heard the same messages in the same order, by now."""
    first, *others = labels
    theirs = _messages(stage.user(first))
    for label in others:
        messages = _messages(stage.user(label))
        for place, (a, b) in enumerate(zip_longest(theirs, messages), 1):
            if a != b:
                stage.fail(
                    f"{first} and {label} heard different things.",
                    f"as message {place} both hear {a or 'nothing more'}",
                    f"{label} heard {b or 'nothing more'}",
                )


def expect_heard_in_order(stage: Stage, label: str, texts: list[str]) -> None:
    """``label`` has heard these, to all or in private, in this order, and nothing else is said."""
    user = stage.user(label)
    stage.fence(stage.present(), user)
    heard = [h.content for h in user.inbox.heard if isinstance(h, Message | Private)]
    if heard != texts:
        stage.fail(f"{label} heard otherwise.", ", then ".join(texts), ", then ".join(heard))


def expect_words_in_order(stage: Stage, label: str, texts: list[str]) -> None:
    """``label`` has heard these words, of anybody, and in this order."""
    heard = stage.user(label).inbox.heard
    said = [h.content for h in heard if isinstance(h, Message | Announced)]
    if [text for text in said if text in texts] != texts:
        headline = f"{label} heard them otherwise."
        stage.fail(headline, f"in this order: {', '.join(texts)}", f"{', '.join(said)}")


def _wait_for_messages(stage: Stage, user: User, count: int) -> None:
    stage.journal.wait_until(lambda: len(_messages(user)) >= count, stage.patience)


def _messages(user: User) -> list[Message]:
    return [heard for heard in user.inbox.heard if isinstance(heard, Message)]


# -- who is here


def ask_who_is_here(stage: Stage, label: str) -> None:
    """Asks; the answer is then the next list that a step looks at."""
    forget(stage, stage.user(label), Users)
    stage.user(label).ask(AskUsers())


def expect_here(stage: Stage, label: str, names: list[str], *, in_order: bool = False) -> None:
    """The next list that ``label`` hears names these people, and nobody else."""
    heard = _next(stage, label, Users, "who is here")
    here = heard.names if isinstance(heard, Users) else []
    if sorted(here) != sorted(names):
        headline = f"{label} was told of other people."
        stage.fail(headline, f"in the room: {', '.join(names)}", f"{heard}")
    if in_order and here != names:
        headline = f"{label} was told of them in another order."
        stage.fail(headline, f"in this order: {', '.join(names)}", f"{heard}")


def expect_told_once(stage: Stage, label: str, kind: type, what: str) -> None:
    """``label`` has been told so once, and is not told so again by those who are in."""
    user = stage.user(label)
    stage.fence(stage.present(), user)
    told = [str(heard) for heard in user.inbox.heard if isinstance(heard, kind)]
    if len(told) != 1:
        stage.fail(f"{label} was told {what} {times(len(told))}.", "once", "; ".join(told))


def expect_counted(stage: Stage, label: str, notice: Joined | Left, count: int) -> None:
    """``label`` hears ``notice``, and in it that ``count`` people are here now."""
    what = f"{notice}, with {count} here now"
    stage.expect(
        label, what, lambda h: h == notice and isinstance(h, Joined | Left) and h.count == count
    )


def expect_one_in(stage: Stage, labels: list[str]) -> None:
    """One of these people is in; the others were turned away."""
    inside = [label for label in labels if stage.user(label).is_in]
    if len(inside) != 1:
        stage.fail("Not one was let in.", "one of them is in", f"in: {', '.join(inside) or 'none'}")


def expect_connections(stage: Stage, label: str, name: str, count: int) -> None:
    """In the next list that ``label`` hears, ``name`` is here with ``count`` connections."""
    heard = _next(stage, label, Users, "who is here")
    lines = dict(heard.here).get(name, 0) if isinstance(heard, Users) else 0
    if lines != count:
        stage.fail(f"{name} is counted wrongly.", f"{count} connections", f"{lines}")


# -- what was said


def ask_history(stage: Stage, label: str, limit: int | None, before: str | None = None) -> None:
    """Asks for messages: the last ones, or those before the one that says ``before``."""
    forget(stage, stage.user(label), History)
    stage.user(label).ask(AskHistory(None if before is None else _id(stage, before), limit))


def come_back(stage: Stage, label: str) -> None:
    """Comes in again, and says what was heard last; the answer is the next history."""
    user, since = stage.user(label), None
    for entry in stage.journal.entries:
        if entry.line.user == label and isinstance(entry.what, Hears):
            since = next((m.id for m in reversed(numbered(entry.what.heard)) if m.id), since)
    while user.inbox.claim(lambda heard: isinstance(heard, History)):
        pass
    line = user.line
    stage.enter(label, stage.entrance(line.name if line else label, _room(user), since))


def expect_last_said(stage: Stage, label: str, count: int, speaker: str) -> None:
    """The next history tells the last ``count`` things that ``speaker`` said, and none of the
    others."""
    _expect_said(stage, label, said_by(stage, speaker)[-count:], speaker)


def expect_said_until(stage: Stage, label: str, count: int, speaker: str, last: int) -> None:
    """The next history tells ``count`` things that ``speaker`` said, up to the one numbered
    ``last`` (from 1), and none of the others."""
    _expect_said(stage, label, said_by(stage, speaker)[last - count : last], speaker)


def said_by(stage: Stage, speaker: str) -> list[str]:
    """What ``speaker`` said to all, in order."""
    said = (e.what for e in stage.journal.entries if e.line.user == speaker)
    open_words = (what for what in said if isinstance(what, Said) and what.to is None)
    return [what.text for what in open_words if not what.fence]


def _expect_said(stage: Stage, label: str, expected: list[str], speaker: str) -> None:
    known = set(said_by(stage, speaker))
    told = [message.content for message in _told(stage, label) if message.content in known]
    if told != expected:
        of, span = len(expected), f", from {expected[0]!r} to {expected[-1]!r}" if expected else ""
        actual = f"{len(told)}, from {told[0]!r} to {told[-1]!r}" if told else "nothing of them"
        stage.fail(f"{label} was told another history.", f"{of} of {speaker}{span}", actual)


def expect_told(stage: Stage, label: str, text: str, sender: str, *, is_there: bool = True) -> None:
    """Whether ``text`` of ``sender``, said to all or in private, stands in the next history."""
    told = [(m.sender, m.content) for m in _told(stage, label)]
    if ((sender, text) in told) != is_there:
        should, is_not = ("is", "not there") if is_there else ("is not", "there")
        expected = f'"{text}" of {sender} {should} in the history'
        stage.fail(f"{label} was told another history.", expected, f"it is {is_not}")


def expect_all_heard(stage: Stage, label: str, hearer: str) -> None:
    """The next history tells every message that ``hearer`` heard, in that order."""
    heard = _messages(stage.user(hearer))
    known = set(heard)
    told = [message for message in _told(stage, label) if message in known]
    for place, (a, b) in enumerate(zip_longest(heard, told), 1):
        if a != b:
            expected = f"as message {place}: {a or 'nothing more'}"
            headline = f"{label} was told another history than {hearer} had heard."
            stage.fail(headline, expected, f"{b or 'nothing more'}")


def expect_no_past(stage: Stage, label: str) -> None:
    """The next history tells nothing."""
    told = _told(stage, label)
    if told:
        stage.fail(f"{label} was told of the past.", "an empty history", f"{told[-1]}")


def expect_complete(stage: Stage, label: str, *, is_complete: bool) -> None:
    """The next history holds all that was asked for; or says that something is missing."""
    heard = _next(stage, label, History, "what was said")
    if isinstance(heard, History) and heard.complete != is_complete:
        expected = "nothing is missing" if is_complete else "something is missing"
        stage.fail(f"{label} was told otherwise.", f"that {expected}", f"{heard}")


def _told(stage: Stage, label: str) -> list[Message | Private]:
    heard = _next(stage, label, History, "what was said")
    return heard.told if isinstance(heard, History) else []


def _next(stage: Stage, label: str, kind: type, what: str) -> Heard | None:
    """Looks at the oldest answer that no question has put aside; may be looked at again."""
    user = stage.user(label)
    stage.journal.wait_until(lambda: user.inbox.first(kind) is not None, stage.patience)
    heard = user.inbox.first(kind)
    if heard is None:
        stage.fail(f"{label} was not told {what}.", f"{label} is told {what}", "it never came")
    return heard


def forget(stage: Stage, user: User, kind: type) -> None:
    """What was told before is no answer to what is asked now."""
    if not user.is_in:
        return  # nothing was told yet
    stage.journal.wait_until(
        lambda: any(isinstance(heard, kind) for heard in user.inbox.heard), stage.patience
    )
    while user.inbox.claim(lambda heard: isinstance(heard, kind)):
        pass


def _id(stage: Stage, text: str) -> str:
    """The id of the last message that says ``text``, as anybody heard it."""
    heard = (e.what.heard for e in reversed(stage.journal.entries) if isinstance(e.what, Hears))
    ids = (m.id for one in heard for m in numbered(one) if m.content == text and m.id)
    id = next(ids, None)
    if id is None:
        raise LookupError(f'nobody has heard "{text}" with its id in this scenario')
    return id


def _room(user: User) -> str | None:
    return user.line.room if user.line is not None else None
