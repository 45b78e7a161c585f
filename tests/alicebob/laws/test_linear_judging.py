"""The cost of judging long histories: each earlier message is looked at as often as it comes."""

import pytest

from alicebob.laws import RunningJudgement
from alicebob.laws.sessions import Session
from alicebob.model.received import PastMessage
from alicebob.record.journal import Entry
from tests.alicebob.laws.test_law_of_past import comes, is_told
from tests.alicebob.support.story import Story

MESSAGES = 200
JUDGEMENTS = 20


class Counted(str):
    """A text that counts how often it is looked up."""

    lookups = 0

    def __hash__(self) -> int:
        Counted.lookups += 1
        return super().__hash__()


def story_of_newcomers(newcomers: int) -> Story:
    """A story in which newcomers come one by one, and are told all that was said."""
    story = Story()
    alice = comes(story, "Alice")
    for number in range(MESSAGES):
        story.says(alice, f"message {number}", alice)
    for number in range(newcomers):
        texts = [Counted(f"message {n}") for n in range(MESSAGES)]
        is_told(story, comes(story, f"Guest {number}"), *texts)
    return story


def lookups(newcomers: int, judgements: int) -> int:
    """The number of look-ups of earlier messages while a story is judged so many times."""
    story, judgement = story_of_newcomers(newcomers), RunningJudgement()
    Counted.lookups = 0
    for _ in range(judgements):
        assert judgement.judge(story.journal.entries) == []
    return Counted.lookups


def test_judging_again_looks_at_no_earlier_message_again() -> None:
    assert lookups(5, JUDGEMENTS) == lookups(5, 1) > 0


def test_a_newcomer_costs_the_same_however_many_came_before() -> None:
    assert lookups(10, 1) == 2 * lookups(5, 1)


def test_each_entry_of_a_journal_is_taken_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    note = Session.note

    def counted(self: Session, position: int, entry: Entry) -> None:
        taken.append(position)
        note(self, position, entry)

    monkeypatch.setattr(Session, "note", counted)
    story, judgement = story_of_newcomers(2), RunningJudgement()
    for known in range(0, len(story.journal.entries), 50):
        judgement.judge(story.journal.entries[:known])
    judgement.judge(story.journal.entries)
    assert taken == list(range(len(story.journal.entries)))


def test_earlier_messages_are_no_news_for_the_other_laws() -> None:
    story = story_of_newcomers(1)
    (_, guest) = RunningJudgement().case(story.journal.entries).listeners
    assert not any(isinstance(event, PastMessage) for _, event in guest.received)
    assert len(guest.past) == MESSAGES
