"""Times lie between action and receipt, are the same for all, and do not fall."""

from datetime import UTC, datetime

import pytest

from alicebob.dialects.envelope import ENVELOPE
from alicebob.laws import Law, judge
from alicebob.model.received import Message, ReceivedEvent, Rejected, RejectionReason, UserJoined
from alicebob.record.journal import Connection, InvalidSent, Journal, MessageSent
from tests.alicebob.support.story import Story

BEGAN = 1_800_000_000.0  # seconds since 1970, when the journal begins
HOUR = 3600.0


class Clock:
    """A clock that stands still until the test moves it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def at(seconds: float) -> str:
    return f"{datetime.fromtimestamp(BEGAN + seconds, UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


class Timed:
    """Alice and Bob, who speak ``envelope``, on a server whose clock is ``skew`` seconds fast."""

    def __init__(self, skew: float = 0.0) -> None:
        self.clock = Clock()
        self.story = Story(Journal(clock=self.clock))
        self.skew = skew
        self.alice = self._comes("Alice")
        self.bob = self._comes("Bob", self.alice)

    def _comes(self, name: str, *others: Connection) -> Connection:
        connection = self.story.connects(name, dialect=ENVELOPE)
        self.story.is_joined(connection)
        self.hear(UserJoined(name, at=at(self.clock.now + self.skew)), connection, *others)
        return connection

    def say(self, text: str, sent: float, stated: float, received: float) -> None:
        """Let Alice say ``text``; times are in seconds since the journal began."""
        self.clock.now = sent
        self.story.write(self.alice, MessageSent(text))
        self.clock.now = received
        self.hear(Message("Alice", text, at=at(stated + self.skew)), self.alice, self.bob)

    def hear(self, received: ReceivedEvent, *connections: Connection) -> None:
        self.story.all_hear(received, *connections)

    def laws(self, began_at: float | None = BEGAN) -> set[Law]:
        return {v.law for v in judge(self.story.journal.entries, began_at=began_at)}


@pytest.mark.parametrize("skew", [0.0, 40.0, -40.0])
def test_times_of_one_clock_break_nothing(skew: float) -> None:
    chat = Timed(skew)
    chat.say("First", 1, 1.5, 2)
    chat.say("Second", 3, 3, 4)
    assert chat.laws() == set()


@pytest.mark.parametrize("wrong", [HOUR, -HOUR, 61.5, -61.5])
def test_a_clock_that_is_a_minute_off_is_found(wrong: float) -> None:
    assert Timed(wrong).laws() == {Law.TIMES}


@pytest.mark.parametrize("stated", [0.5, 2.5])
def test_a_time_before_the_action_or_after_the_receipt_is_found(stated: float) -> None:
    chat = Timed()
    chat.say("Late or early", 1, stated, 2)
    assert chat.laws() == {Law.TIMES}


def test_times_that_no_single_clock_can_have_shown_are_found() -> None:
    chat = Timed(skew=30)
    chat.say("Right", 1, 1, 1)
    chat.skew = 29
    chat.say("Wrong", 2, 2, 2)
    assert chat.laws() == {Law.TIMES}


def test_a_time_that_falls_between_two_messages_of_one_user_is_found() -> None:
    chat = Timed()
    for text in ("One", "Two"):
        chat.story.write(chat.alice, MessageSent(text))
    chat.clock.now = 5
    for text, stated in (("One", 4), ("Two", 3)):
        chat.hear(Message("Alice", text, at=at(stated)), chat.alice, chat.bob)
    assert chat.laws() == {Law.TIMES}


def test_another_time_for_another_client_is_found() -> None:
    chat = Timed()
    chat.story.write(chat.alice, MessageSent("Hello"))
    chat.clock.now = 5
    chat.hear(Message("Alice", "Hello", at=at(3)), chat.alice)
    chat.hear(Message("Alice", "Hello", at=at(4)), chat.bob)
    assert chat.laws() == {Law.TIMES}


def test_a_rejection_with_a_time_of_long_ago_is_found() -> None:
    chat = Timed()
    reason = ENVELOPE.rejection_reason(RejectionReason.INVALID)
    chat.story.write(chat.alice, InvalidSent("nonsense", reason))
    chat.hear(Rejected(reason, at=at(-HOUR)), chat.alice)
    assert chat.laws() == {Law.TIMES}


def test_times_to_the_second_are_allowed_a_second() -> None:
    chat = Timed()
    chat.clock.now = 1.9
    chat.story.write(chat.alice, MessageSent("Hello"))
    chat.hear(Message("Alice", "Hello", at="2027-01-15T08:00:01Z"), chat.alice, chat.bob)
    assert chat.laws() == set()


def test_times_are_not_judged_when_the_calendar_was_set() -> None:
    assert Timed(HOUR).laws(None) == set()


def test_a_journal_knows_when_it_began_unless_the_calendar_is_set() -> None:
    clock, calendar = Clock(), Clock()
    calendar.now = BEGAN
    journal = Journal(clock, calendar)
    clock.now, calendar.now = 10, BEGAN + 10
    assert journal.began_at == BEGAN
    calendar.now += HOUR
    assert journal.began_at is None
