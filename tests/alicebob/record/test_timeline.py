"""The timeline keeps the places where it went wrong, and shows the suite's own pings and markers
only where they matter."""

from collections.abc import Iterable

import pytest

from alicebob.model.received import (
    MARKER,
    Message,
    PastMessage,
    Pong,
    ReceivedEvent,
    UserJoined,
    UserList,
)
from alicebob.model.sent import Ping
from alicebob.record.journal import EventReceived, MessageSent, RequestSent
from alicebob.record.timeline import AROUND, BEGINNING, END, WIDTH, timeline
from tests.alicebob.support.story import Story, two_in


def words(story: Story, points: Iterable[int] = ()) -> list[str]:
    """The lines of the timeline without arrows and times."""
    lines = timeline(story.journal.entries, set(points))
    return [line.replace("→", " ").partition(" 0  ")[2].strip() or line.strip() for line in lines]


def long_talk() -> Story:
    """A talk of 1,000 messages that nobody but their sender receives."""
    story, alice, _bob = two_in()
    for number in range(1_000):
        story.says(alice, f"text {number}", alice)
    return story


def test_a_long_timeline_keeps_its_ends_and_the_place_where_it_went_wrong() -> None:
    story = long_talk()
    entries = story.journal.entries
    place = next(p for p, entry in enumerate(entries) if entry.what == MessageSent("text 500"))
    told = words(story, [place])
    assert (told[0], told[-1]) == ("Alice connects …", 'Alice receives Alice: "text 999"')
    assert {'Alice says "text 499"', 'Alice says "text 500"', 'Alice says "text 501"'} <= set(told)
    assert len(told) == BEGINNING + 1 + 2 * AROUND + 1 + 1 + END


def test_the_number_of_lines_left_out_is_told_on_both_sides() -> None:
    story = long_talk()
    before = 500 - AROUND - BEGINNING
    after = len(story.journal.entries) - END - (500 + AROUND + 1)
    told = words(story, [500])
    assert [line for line in told if "more" in line] == [
        f"…  {before:,} more …",
        f"…  {after:,} more …",
    ]


def test_an_arrow_marks_the_place() -> None:
    story = long_talk()
    marked = [line for line in timeline(story.journal.entries, {500}) if "→" in line]
    assert len(marked) == 1
    assert marked[0].startswith("  →")


@pytest.mark.parametrize("place", [0, 3, 2_004])
def test_a_place_near_an_end_is_shown_once(place: int) -> None:
    told = words(long_talk(), [place])
    assert len([line for line in told if "more" in line]) == 1
    assert len(told) == len(set(told))


def test_a_single_line_is_not_replaced_by_a_number() -> None:
    story = long_talk()
    told = words(story, [BEGINNING + 1 + AROUND])
    assert len([line for line in told if "more" in line]) == 1


def test_no_line_is_too_long() -> None:
    story, alice, _bob = two_in()
    story.says(alice, "x" * 61_681, *[story.comes("y" * 500) for _ in range(30)])
    story.hears(alice, UserList(tuple(("z" * 64, 1) for _ in range(100))))
    assert max(map(len, timeline(story.journal.entries))) <= WIDTH


def test_many_users_who_receive_the_same_are_counted() -> None:
    story, alice, _bob = two_in()
    story.says(alice, "hi", *[story.comes(f"Reader {number}") for number in range(30)])
    told = 'Reader 0, Reader 1, Reader 2, … 26 more …, Reader 29 receive Alice: "hi"'
    assert words(story)[-1] == told


def test_notices_with_different_counts_do_not_share_a_line() -> None:
    story, alice, bob = two_in()
    story.hears(alice, UserJoined("Carol", 3))
    story.hears(bob, UserJoined("Carol", 4))
    assert words(story)[-2:] == [
        "Alice receives notice that Carol joined, with the user count 3",
        "Bob receives notice that Carol joined, with the user count 4",
    ]


def pinged(*answers: ReceivedEvent, by_suite: bool = True) -> Story:
    """A story in which Bob pings and receives these answers."""
    story, _alice, bob = two_in()
    nonce = f"{MARKER}7" if by_suite else "sign 7"
    story.write(bob, RequestSent(Ping(nonce), fence=by_suite))
    for answer in answers:
        is_marker = isinstance(answer, Pong) and answer.nonce == f"{MARKER}7"
        story.write(bob, EventReceived(answer, fence=is_marker))
    return story


def test_a_ping_of_the_suite_and_its_pong_are_not_shown() -> None:
    assert words(pinged(Pong(f"{MARKER}7")))[-1] == "Alice receives notice that Bob joined"


def test_a_ping_of_the_suite_is_shown_if_its_pong_has_no_nonce() -> None:
    assert words(pinged(Pong(None)))[-2:] == [
        "Bob sends a ping with marker 7 of the suite",
        "Bob receives pong without a nonce",
    ]


def test_a_ping_of_a_user_explains_its_pong() -> None:
    story = pinged(Pong("sign 7"), by_suite=False)
    assert words(story)[-2:] == [
        'Bob sends a ping with "sign 7"',
        'Bob receives pong with "sign 7"',
    ]


def test_a_ping_of_the_suite_does_not_explain_a_pong_that_a_user_asked_for() -> None:
    story = pinged()
    bob = story.connections[-1]
    story.write(bob, RequestSent(Ping("sign 8")))
    story.write(bob, EventReceived(Pong("sign 8")))
    assert "of the suite" not in " ".join(words(story))


def test_a_second_pong_for_the_suite_is_shown_with_its_ping_when_it_matters() -> None:
    story = pinged(Pong(f"{MARKER}7"), Pong(f"{MARKER}7"))
    told = words(story, [len(story.journal.entries) - 1])
    assert told[-2:] == [
        "Bob sends a ping with marker 7 of the suite",
        "Bob receives pong with marker 7 of the suite",
    ]


def test_a_marker_is_shown_with_its_number_when_it_matters() -> None:
    story, alice, bob = two_in()
    for number in (3, 4):
        marker = f"{MARKER}{number}"
        story.write(alice, MessageSent(marker, fence=True))
        story.write(bob, EventReceived(Message("Alice", marker), fence=True))
    assert words(story, [len(story.journal.entries) - 1])[-2:] == [
        "Alice sends marker 4 of the suite",
        "Bob receives Alice: marker 4 of the suite",
    ]


def with_past(*texts: str) -> Story:
    """A story in which Bob receives these earlier messages of Carol."""
    story, _alice, bob = two_in()
    for text in texts:
        story.write(bob, EventReceived(PastMessage("Carol", text)))
    return story


def test_a_long_past_is_one_line() -> None:
    texts = [f"text {number}" for number in range(320)]
    assert words(with_past(*texts))[-1] == (
        'Bob receives 320 earlier messages: Carol: "text 0" … Carol: "text 319"'
    )
    assert words(with_past("a", "b"))[-1].endswith('2 earlier messages: Carol: "a" and Carol: "b"')
    assert words(with_past("a"))[-1] == 'Bob receives earlier message: Carol: "a"'


def test_an_earlier_message_that_matters_has_a_line_of_its_own() -> None:
    story = with_past(*"abcde")
    assert words(story, [len(story.journal.entries) - 3])[-3:] == [
        'Bob receives 2 earlier messages: Carol: "a" and Carol: "b"',
        'Bob receives earlier message: Carol: "c"',
        'Bob receives 2 earlier messages: Carol: "d" and Carol: "e"',
    ]


def test_markers_among_earlier_messages_are_not_shown() -> None:
    assert words(with_past(f"{MARKER}1", "a", f"{MARKER}2"))[-1] == (
        'Bob receives earlier message: Carol: "a"'
    )
