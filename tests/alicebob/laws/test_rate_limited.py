"""Rejections for the rate limit are derived from the answers that clients received."""

from alicebob.dialects.events import EVENTS
from alicebob.laws import Law, judge
from alicebob.laws.answers import dropped_by, texts_by_id
from alicebob.laws.expected_event import CarryOver
from alicebob.laws.sessions import sessions
from alicebob.model.received import Message, Rejected, RejectionReason, UserJoined, UserLeft
from alicebob.model.sent import Ping
from alicebob.record.journal import Disconnected, InvalidSent, MessageSent, RequestSent
from tests.alicebob.support.story import Story

TOO_FAST = Rejected(RejectionReason.TOO_FAST)


def pings_too_often() -> Story:
    story = Story()
    alice = story.connects("Alice", dialect=EVENTS)
    story.is_joined(alice)
    story.write(alice, RequestSent(Ping("x")))
    story.hears(alice, TOO_FAST)
    return story


def test_a_request_may_exceed_the_rate_limit() -> None:
    entries = pings_too_often().journal.entries
    broken = {violation.law for violation in judge(entries, CarryOver(is_limited=True))}
    assert not broken & {Law.TRUTH, Law.REFUSALS}


def test_without_a_rate_limit_no_request_exceeds_it() -> None:
    assert {law for law, _ in pings_too_often().broken()} & {Law.TRUTH, Law.REFUSALS}


def test_a_client_that_asks_too_often_may_be_closed_before_its_last_request() -> None:
    story = pings_too_often()
    (alice,) = story.connections
    bob = story.connects("Bob")
    story.is_joined(bob)
    story.hears(alice, UserJoined("Bob"), TOO_FAST)
    story.hears(bob, UserLeft("Alice"))
    story.write(alice, RequestSent(Ping("one too many")))
    story.write(alice, Disconnected(1008, ""))
    broken = judge(story.journal.entries, CarryOver(is_limited=True))
    assert (Law.TRUTH, "Bob") not in {(v.law, v.connection.user) for v in broken}


def test_messages_of_a_namesake_answer_nothing() -> None:
    story = Story()
    first, second = story.comes("Mallory"), story.connects("Mallory")
    story.is_joined(second)
    story.says(first, "one", first, second)
    story.write(second, MessageSent("two"))
    story.hears(second, Message("Mallory", "one"), TOO_FAST)
    assert dropped(story) == ["two"]


def dropped(story: Story) -> list[str]:
    """Return the texts that the last who connected sent in vain."""
    people = sessions(story.journal.entries)
    positions = dropped_by(people[-1], texts_by_id(people))
    return [said.text for position, said in people[-1].said if position in positions]


def test_an_equal_message_of_a_namesake_hides_no_rejection() -> None:
    story = Story()
    first, second = story.comes("Mallory"), story.connects("Mallory")
    story.is_joined(second)
    story.says(second, "one", first, second)
    story.says(first, "one", first, second)
    story.write(second, MessageSent("two"))
    story.write(second, MessageSent("three"))
    story.hears(second, Message("Mallory", "two"), TOO_FAST)
    assert dropped(story) == ["three"]


def test_a_repetition_with_another_text_hides_no_rejection() -> None:
    story = Story()
    alice = story.connects("Alice", dialect=EVENTS)
    story.is_joined(alice)
    for text in ("first", "second", "third"):
        story.write(alice, MessageSent(text, client_id="x"))
    story.hears(alice, Message("Alice", "first"), Message("Alice", "first"), TOO_FAST)
    assert dropped(story) == ["third"]


def test_a_rejected_message_does_not_use_up_its_id() -> None:
    story = Story()
    alice, bob = story.connects("Alice", dialect=EVENTS), story.connects("Bob")
    story.is_joined(alice)
    story.is_joined(bob)
    story.write(alice, MessageSent("too fast", client_id="x"))
    story.hears(alice, TOO_FAST)
    story.write(alice, MessageSent("once more", client_id="x"))
    story.all_hear(Message("Alice", "once more"), alice, bob)
    broken = judge(story.journal.entries, CarryOver(is_limited=True))
    assert not {v.law for v in broken} & {Law.MESSAGES, Law.TRUTH, Law.REFUSALS}


def test_a_message_does_not_answer_an_invalid_frame() -> None:
    story = Story()
    alice = story.connects("Alice", dialect=EVENTS)
    story.is_joined(alice)
    story.write(alice, InvalidSent("{", RejectionReason.NO_JSON))
    story.write(alice, MessageSent("one"))
    story.write(alice, MessageSent("two"))
    story.hears(alice, Rejected(RejectionReason.NO_JSON), Message("Alice", "one"), TOO_FAST)
    assert dropped(story) == ["two"]
