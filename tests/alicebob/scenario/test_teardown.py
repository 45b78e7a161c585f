"""The wait for what is missing at the end: until it comes, or is not due any more."""

from alicebob.laws import Law, Violation
from alicebob.model.received import Message, ReceivedEvent, Rejected, RejectionReason
from alicebob.record.journal import Connection, Disconnected, EventReceived, MessageSent
from alicebob.scenario.teardown import Arrival
from tests.alicebob.support.story import Story, two_in

HELLO = Message("Alice", "Hello")


def lookout(story: Story, connection: Connection, awaited: ReceivedEvent | None) -> Arrival:
    """A lookout for what ``connection`` must still receive."""
    expected, actual = "Hello, once", "never received"
    missing = Violation(Law.MESSAGES, connection, expected, actual, True, awaited=awaited)
    return Arrival(story.journal, len(story.journal.entries), [missing])


def test_what_is_missing_has_come_when_its_reader_has_it() -> None:
    story, alice, bob = two_in()
    arrival = lookout(story, bob, HELLO)
    story.hears(alice, HELLO)
    assert not arrival.has_come()
    story.hears(bob, HELLO)
    assert arrival.has_come()


def test_a_rejection_and_the_end_of_a_connection_may_excuse_what_is_missing() -> None:
    for news in (EventReceived(Rejected(RejectionReason.TOO_FAST)), Disconnected(1006, "")):
        story, alice, bob = two_in()
        arrival = lookout(story, bob, HELLO)
        story.write(alice, MessageSent("and so on"))
        assert not arrival.has_come()
        story.write(alice, news)
        assert arrival.has_come()


def test_where_nobody_knows_what_is_missing_all_news_count() -> None:
    story, alice, bob = two_in()
    arrival = lookout(story, bob, None)
    assert not arrival.has_come()
    story.hears(alice, HELLO)
    assert arrival.has_come()
