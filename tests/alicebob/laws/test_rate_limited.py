"""Rejections for the rate limit are derived from the answers that clients received."""

from alicebob.dialects.events import EVENTS
from alicebob.laws import Law, judge
from alicebob.laws.derive_rejections import dropped_by
from alicebob.laws.expected_event import CarryOver
from alicebob.laws.sessions import sessions
from alicebob.model.received import Message, Rejected, RejectionReason, UserJoined, UserLeft
from alicebob.model.sent import Ping
from alicebob.record.journal import Disconnected, MessageSent, RequestSent
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
    (_, session) = sessions(story.journal.entries)
    ((position, said),) = session.said
    assert said.text == "two"
    assert dropped_by(session) == {position}
