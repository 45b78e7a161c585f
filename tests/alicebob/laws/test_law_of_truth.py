"""No client receives invented or rejected messages, those of other rooms, or malformed frames."""

import pytest

from alicebob.laws import Law
from alicebob.model.received import (
    MARKER,
    Malformed,
    Message,
    Rejected,
    RejectionReason,
    UserJoined,
    UserLeft,
)
from alicebob.record.journal import Disconnected, EventReceived, MessageSent
from tests.alicebob.support.story import Story, three_in, two_in

INVALID, TOO_LONG = Rejected(RejectionReason.INVALID), Rejected(RejectionReason.TOO_LONG)


def test_messages_that_nobody_said_are_found() -> None:
    story, alice, _bob = two_in()
    story.hears(alice, Message("Bob", "I owe you money"))
    assert story.broken() == {(Law.TRUTH, "Alice")}


def test_messages_in_anothers_name_are_found() -> None:
    story, alice, bob = two_in()
    story.says(bob, "hi", bob)
    story.hears(alice, Message("Alice", "hi"))
    assert story.broken() == {(Law.TRUTH, "Alice"), (Law.MESSAGES, "Alice")}


@pytest.mark.parametrize(
    "received", [Message("Alice", "hi"), UserJoined("Alice"), UserLeft("Alice")]
)
def test_whatever_comes_from_another_room_is_found(
    received: Message | UserJoined | UserLeft,
) -> None:
    story = Story()
    bob = story.comes("Bob", room="blue")
    alice = story.comes("Alice", room="red")
    story.says(alice, "hi", alice)
    story.leaves(alice)
    story.hears(bob, received)
    assert story.broken() == {(Law.TRUTH, "Bob")}


def test_what_comes_from_another_room_is_reported_with_that_room() -> None:
    story = Story()
    bob = story.comes("Bob", room="blue")
    alice = story.comes("Alice", room="red")
    story.hears(bob, story.says(alice, "hi", alice))
    (leak,) = story.violations()
    assert 'which was in room "red"' in leak.actual


def test_one_name_in_two_rooms_is_told_apart() -> None:
    story = Story()
    red, blue = (story.comes("Alice", room=room) for room in ("red", "blue"))
    story.says(red, "hi", red)
    story.says(blue, "ho", blue)
    assert story.broken() == set()


def test_equal_messages_of_one_name_in_two_rooms_are_told_apart() -> None:
    story = Story()
    red, blue = (story.comes("Alice", room=room) for room in ("red", "blue"))
    story.says(red, "hi", red)
    story.says(blue, "hi", blue, blue)
    assert [violation.connection for violation in story.violations()] == [blue]


@pytest.mark.parametrize(
    ("text", "refused"), [("", INVALID), (" \n", INVALID), ("x" * 65_537, TOO_LONG)]
)
def test_a_rejection_to_its_sender_breaks_nothing(text: str, refused: Rejected) -> None:
    story, _alice, bob = two_in()
    story.write(bob, MessageSent(text))
    story.hears(bob, refused)
    assert story.broken() == set()


def test_a_rejection_that_does_not_come_is_found() -> None:
    story, _alice, bob = two_in()
    story.write(bob, MessageSent("  "))
    assert story.broken() == {(Law.REFUSALS, "Bob")}


def test_a_rejection_reported_twice_is_found() -> None:
    story, _alice, bob = two_in()
    story.write(bob, MessageSent("  "))
    story.hears(bob, INVALID, INVALID)
    assert story.broken() == {(Law.REFUSALS, "Bob")}


def test_a_rejection_received_by_a_neighbour_is_found() -> None:
    story, alice, bob = two_in()
    story.write(bob, MessageSent("  "))
    story.all_hear(INVALID, bob, alice)
    assert story.broken() == {(Law.TRUTH, "Alice")}


def test_a_rejection_for_another_reason_is_found() -> None:
    story, _alice, bob = two_in()
    story.write(bob, MessageSent("  "))
    story.hears(bob, TOO_LONG)
    assert story.broken() == {(Law.TRUTH, "Bob"), (Law.REFUSALS, "Bob")}


def test_a_rejection_of_what_may_be_said_is_found() -> None:
    story, alice, bob = two_in()
    story.says(bob, "hi", alice, bob)
    story.hears(bob, INVALID)
    assert story.broken() == {(Law.TRUTH, "Bob")}


def test_what_had_to_be_rejected_but_was_passed_on_is_found() -> None:
    story, alice, bob = two_in()
    story.write(bob, MessageSent(" "))
    story.hears(bob, INVALID)
    story.hears(alice, Message("Bob", " "))
    assert story.broken() == {(Law.TRUTH, "Alice")}


def test_a_malformed_frame_is_found() -> None:
    story, alice, _bob = two_in()
    story.hears(alice, Malformed("{}", "it has no keys"))
    assert story.broken() == {(Law.FORM, "Alice")}


def test_a_malformed_frame_is_no_message() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", alice)
    story.hears(bob, Malformed('{"content": "hi"}', "it has one key"))
    assert story.broken() == {(Law.FORM, "Bob"), (Law.MESSAGES, "Bob")}


def test_a_connection_that_the_server_ends_is_found() -> None:
    story, alice, bob, carol = three_in()
    story.is_cut(bob, alice, carol, code=1011)
    assert story.broken() == {(Law.CONNECTION, "Bob")}


def test_a_connection_that_the_server_ends_is_reported_with_its_code() -> None:
    story, alice, bob = two_in()
    story.is_cut(bob, alice, code=1011)
    (violation,) = story.violations()
    assert "1011" in violation.actual


def test_when_the_server_ends_a_connection_the_others_are_told() -> None:
    story, alice, bob, carol = three_in()
    story.says(bob, "hi", alice, bob, carol)
    story.is_cut(bob, alice)
    assert story.broken() == {(Law.CONNECTION, "Bob"), (Law.DEPARTURES, "Carol")}


def test_the_connection_of_somebody_who_stopped_reading_may_be_ended() -> None:
    story, alice, bob = two_in()
    story.stops_reading(bob)
    story.resumes_reading(bob)
    story.is_cut(bob, alice, code=1013)
    assert story.broken() == set()


def test_a_connection_that_its_user_ends_may_end_with_any_code() -> None:
    story, alice, bob = two_in()
    story.leaves(bob, alice, how="disconnects without a Close frame")
    assert story.broken() == set()


def test_nothing_at_all_breaks_nothing() -> None:
    assert Story().broken() == set()


def test_what_was_said_twice_before_somebody_came_is_not_told_to_them_live() -> None:
    story, alice, bob = two_in()
    for _ in range(2):
        story.says(alice, "hi", alice, bob)
    carol = story.comes("Carol", alice, bob)
    story.hears(carol, Message("Alice", "hi"))
    assert story.broken() == {(Law.TRUTH, "Carol")}


def test_somebody_whom_the_server_has_cut_may_say_one_thing_more_in_vain() -> None:
    story, alice, bob = two_in()
    story.says(bob, "hi", alice, bob)
    story.hears(alice, UserLeft("Bob"))
    story.write(bob, MessageSent("anybody there?"))
    story.write(bob, Disconnected(1006, ""))
    assert {law for law, _ in story.broken()} == {Law.CONNECTION}


def test_a_marker_of_an_earlier_scenario_is_told_as_such() -> None:
    story, _alice, bob = two_in()
    story.write(bob, EventReceived(Message("Alice", f"{MARKER}3"), fence=True))
    (late,) = story.violations()
    assert late.actual == "received Alice: marker 3 of the suite, sent in an earlier scenario"
