"""Derivation from a journal: the sessions, and the events that clients may and must receive."""

import pytest

from alicebob.dialects.plain import PLAIN
from alicebob.laws.derive import expected_events
from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.laws.sessions import NEVER, Session, sessions
from alicebob.model.received import Message, Rejected, RejectionReason, UserJoined, UserLeft
from alicebob.record.journal import (
    Connection,
    Disconnected,
    Disconnecting,
    MessageSent,
    ReadingResumed,
    ReadingStopped,
)
from tests.alicebob.support.story import LOST, Story, two_in

HERE = Connection(1, "Alice", "Alice", "lobby", PLAIN)


def events_of(story: Story) -> list[ExpectedEvent]:
    return expected_events(sessions(story.journal.entries))


def event_of(story: Story, received: object) -> ExpectedEvent:
    """Return the one expected event that is received as this."""
    (found,) = (event for event in events_of(story) if event.received == received)
    return found


def session_of(story: Story, connection: Connection) -> Session:
    (found,) = (p for p in sessions(story.journal.entries) if p.connection is connection)
    return found


def a_listener(connecting: float, connected: float) -> Session:
    return Session(
        Connection(2, "Bob", "Bob", "lobby", PLAIN), connecting=connecting, connected=connected
    )


def a_message(begun: float, done: float, certain: bool = True) -> ExpectedEvent:
    return ExpectedEvent(Message("Alice", "hi"), "lobby", begun, done, certain)


def test_a_user_who_has_joined_stays_until_something_ends_it() -> None:
    story, alice, _bob = two_in()
    assert session_of(story, alice).stays


@pytest.mark.parametrize(
    "end", [Disconnecting("hangs up"), Disconnected(1006, ""), ReadingStopped()]
)
def test_a_user_who_leaves_is_cut_or_stops_reading_does_not_stay(
    end: Disconnecting | Disconnected | ReadingStopped,
) -> None:
    story, alice, _bob = two_in()
    story.write(alice, end)
    assert not session_of(story, alice).stays


def test_a_user_who_reads_again_stays() -> None:
    story, alice, _bob = two_in()
    story.write(alice, ReadingStopped())
    story.write(alice, ReadingResumed())
    assert session_of(story, alice).stays


def test_a_user_who_has_not_joined_yet_does_not_stay() -> None:
    story = Story()
    assert not session_of(story, story.connects("Alice")).stays


def test_a_user_who_sees_the_connection_close_without_leaving_was_cut() -> None:
    story, alice, _bob = two_in()
    story.write(alice, Disconnected(1013, "too slow"))
    assert session_of(story, alice).was_cut


def test_a_user_who_leaves_was_not_cut() -> None:
    story, alice, _bob = two_in()
    story.leaves(alice)
    assert not session_of(story, alice).was_cut


def test_hanging_up_on_a_connection_that_has_ended_is_no_leaving() -> None:
    story, alice, _bob = two_in()
    story.write(alice, Disconnected(1011, ""))
    story.write(alice, Disconnecting("hangs up"))
    assert session_of(story, alice).was_cut


def test_two_connections_of_one_user_are_two_sessions() -> None:
    story, alice, _bob = two_in()
    story.leaves(alice)
    story.comes("Alice")
    assert [p.connection.user for p in sessions(story.journal.entries)] == ["Alice", "Bob", "Alice"]


def test_each_join_message_and_leave_is_an_expected_event() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob)
    story.leaves(bob, alice)
    received = {event.received for event in events_of(story)}
    assert received == {
        UserJoined("Alice"),
        UserJoined("Bob"),
        Message("Alice", "hi"),
        UserLeft("Bob"),
    }


def test_what_may_not_be_said_is_a_rejection_for_its_sender_alone() -> None:
    story, alice, _bob = two_in()
    story.write(alice, MessageSent("  "))
    assert event_of(story, Rejected(RejectionReason.INVALID)).only is alice


def test_a_notice_is_not_for_whom_it_is_about() -> None:
    story, _alice, bob = two_in()
    assert event_of(story, UserJoined("Bob")).but is bob


def test_a_message_is_over_as_soon_as_anybody_has_received_it() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice, bob)
    (received,) = session_of(story, alice).received[1:]
    assert event_of(story, Message("Alice", "hi")).done == received[0]


def test_a_message_that_nobody_has_received_is_not_over() -> None:
    story, alice, _bob = two_in()
    story.says(alice, "hi")
    assert event_of(story, Message("Alice", "hi")).done == NEVER


def test_of_equal_events_as_many_are_over_as_some_client_received() -> None:
    story, alice, bob = two_in()
    for _ in range(3):
        story.says(alice, "hi")
    once = len(story.journal.entries)
    story.hears(bob, Message("Alice", "hi"))
    story.hears(alice, Message("Alice", "hi"), Message("Alice", "hi"))
    done = [event.done for event in events_of(story) if isinstance(event.received, Message)]
    assert done == [once, once + 2, NEVER]


def test_a_leave_left_over_from_an_earlier_scenario_hides_none_of_this_one() -> None:
    story, alice, bob = two_in()
    story.all_hear(UserLeft("Bob"), alice)
    story.write(bob, Disconnecting("closes the connection"))
    late = ExpectedEvent(UserLeft("Bob"), "lobby", 0, NEVER, certain=False)
    events = expected_events(sessions(story.journal.entries), CarryOver([late]))
    assert [e.done < NEVER for e in events if e.received == UserLeft("Bob")] == [True, False]


def test_a_join_is_over_with_the_answer_to_the_handshake() -> None:
    story, _alice, bob = two_in()
    assert event_of(story, UserJoined("Bob")).done == session_of(story, bob).connected


def test_messages_on_a_connection_that_is_reset_are_not_certain() -> None:
    story, alice, _bob = two_in()
    story.says(alice, "hi")
    story.leaves(alice, how=LOST)
    assert not event_of(story, Message("Alice", "hi")).certain


def test_messages_that_anybody_has_received_are_certain() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", bob)
    story.leaves(alice, how=LOST)
    assert event_of(story, Message("Alice", "hi")).certain


def test_the_leave_of_a_client_that_stopped_reading_is_not_certain() -> None:
    story, _alice, bob = two_in()
    story.stops_reading(bob)
    assert not event_of(story, UserLeft("Bob")).certain


@pytest.mark.parametrize(
    ("connecting", "connected", "may", "must"),
    [
        (1, 2, True, True),
        (9, 11, True, False),
        (11, 12, True, False),
        (19, 22, True, False),
        (21, 22, False, False),
    ],
    ids=["long before", "while it began", "while it was said", "while it ended", "after"],
)
def test_who_may_and_who_must_receive_what_was_said_from_10_to_20(
    connecting: float, connected: float, may: bool, must: bool
) -> None:
    listener, event = a_listener(connecting, connected), a_message(10, 20)
    assert (event.may_be_heard_by(listener), event.must_be_heard_by(listener)) == (may, must)


def test_what_is_not_certain_may_but_need_not_be_received() -> None:
    listener, event = a_listener(1, 2), a_message(10, 20, certain=False)
    assert (event.may_be_heard_by(listener), event.must_be_heard_by(listener)) == (True, False)


def test_a_user_who_is_in_another_room_may_not_receive() -> None:
    listener = Session(Connection(2, "Bob", "Bob", "red", PLAIN), connecting=1, connected=2)
    assert not a_message(10, 20).may_be_heard_by(listener)


def test_a_user_who_does_not_stay_need_not_receive() -> None:
    listener = a_listener(1, 2)
    listener.disconnecting = 30
    assert not a_message(10, 20).must_be_heard_by(listener)


def test_the_worked_journal_has_the_four_expected_events_of_its_explanation() -> None:
    story = Story()
    alice = story.comes("Alice")
    bob = story.comes("Bob", alice)
    story.says(bob, "hi", bob, alice)
    story.leaves(bob, alice)
    events = {(e.received, e.begun, e.done, e.certain) for e in events_of(story)}
    assert events == {
        (UserJoined("Alice"), 0, 1, True),
        (UserJoined("Bob"), 2, 3, True),
        (Message("Bob", "hi"), 5, 6, True),
        (UserLeft("Bob"), 8, 10, True),
    }
    listener = session_of(story, alice)
    must = {e.received for e in events_of(story) if e.must_be_heard_by(listener)}
    assert must == {UserJoined("Bob"), Message("Bob", "hi"), UserLeft("Bob")}
