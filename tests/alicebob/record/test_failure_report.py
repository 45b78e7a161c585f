"""A failure told as a story: everything that helps, and nothing of the suite's own doings."""

import re
from collections.abc import Iterable

import pytest

from alicebob.model.received import (
    MARKER,
    Malformed,
    Message,
    UserJoined,
    UserLeft,
    difference,
    shorten,
)
from alicebob.record.failure_report import (
    LOG_LINES,
    SHOWN,
    Failure,
    ReportContext,
    describe,
    failure_report,
)
from alicebob.record.journal import (
    BytesSent,
    Connection,
    ConnectRejected,
    Disconnected,
    Disconnecting,
    Entry,
    EventReceived,
    JournalEvent,
    MessageSent,
)
from alicebob.servers.probe import probe_name
from tests.alicebob.support.story import two_in

FAILURE = Failure("Bob did not hear it.", "People hear each other.", "he hears it", "he did not")


def story(entries: Iterable[Entry] = (), log: str = "", again: str = "behave x.feature:7") -> str:
    return failure_report([FAILURE], ReportContext(list(entries), log, again))


def timeline(entries: Iterable[Entry]) -> list[str]:
    """The lines of the timeline, without their times."""
    told = story(entries).partition("right: hearings)\n")[2].partition("\n\n")[0]
    return [re.sub(r"^ *[\d.]* +", "", connection) for connection in told.splitlines()]


@pytest.mark.parametrize(
    "part",
    ["Bob did not hear it.", "People hear each other.", "he hears it", "he did not"],
)
def test_a_story_tells_what_went_wrong(part: str) -> None:
    assert part in story()


def test_a_story_tells_of_every_failure() -> None:
    another = Failure("And Carol neither.", "", "", "")
    assert "And Carol neither." in failure_report([FAILURE, another], ReportContext([], "", ""))


def test_a_story_ends_with_the_command_that_runs_it_again() -> None:
    assert story(again="behave a.feature:3").endswith("See it again   behave a.feature:3")


def test_the_timeline_tells_who_did_and_heard_what() -> None:
    chat, alice, bob = two_in()
    chat.says(alice, "hi", bob)
    assert timeline(chat.journal.entries)[-2:] == ['Alice says "hi"', 'Bob hears Alice: "hi"']


def test_the_timeline_tells_milliseconds() -> None:
    connection = Connection(1, "Alice", "Alice", "lobby")
    assert re.search(r"\n +1235 +Alice says", story([Entry(1.2349, connection, MessageSent("hi"))]))


def test_who_hear_the_same_are_told_of_together() -> None:
    chat, alice, bob = two_in()
    chat.says(alice, "hi", alice, bob)
    assert timeline(chat.journal.entries)[-1] == 'Alice, Bob hear Alice: "hi"'


def test_markers_are_no_part_of_the_story() -> None:
    chat, alice, bob = two_in()
    chat.write(alice, MessageSent(f"{MARKER}1", fence=True))
    chat.write(bob, EventReceived(Message("Alice", f"{MARKER}1"), fence=True))
    assert MARKER not in story(chat.journal.entries)


def test_ushers_are_no_part_of_the_story() -> None:
    chat, alice, _bob = two_in()
    name = probe_name()
    probe = Connection(9, name, name, "lobby", is_probe=True)
    chat.write(probe, Disconnecting("says goodbye"))
    chat.write(probe, Disconnected(1000, ""))
    chat.hears(alice, UserJoined(name), UserLeft(name))
    assert "usher" not in story(chat.journal.entries)


def test_a_long_timeline_is_shortened_in_its_middle() -> None:
    chat, alice, _bob = two_in()
    for number in range(100):
        chat.says(alice, f"text {number}")
    told = timeline(chat.journal.entries)
    assert (len(told), told[0], told[-1]) == (SHOWN + 1, "Alice knocks", 'Alice says "text 99"')


def test_what_somebody_sends_on_end_is_told_once() -> None:
    chat, alice, bob = two_in()
    for connection in (alice, alice, bob, alice):
        chat.write(connection, BytesSent("a byte"))
    told = ["Alice sends a byte, 2 times", "Bob sends a byte", "Alice sends a byte"]
    assert timeline(chat.journal.entries)[-3:] == told


def test_a_shortened_timeline_says_how_much_is_left_out() -> None:
    chat, alice, _bob = two_in()
    for number in range(100):
        chat.says(alice, f"text {number}")
    left_out = len(chat.journal.entries) - SHOWN
    assert f"{left_out} more" in story(chat.journal.entries)


def test_a_timeline_of_nothing_says_so() -> None:
    assert timeline([]) == ["nothing at all"]


def test_the_ends_of_lines_are_told_with_their_codes() -> None:
    chat, alice, bob = two_in()
    chat.write(bob, Disconnected(1011, "internal error"))
    chat.write(alice, Disconnected(1006, ""))
    told = story(chat.journal.entries)
    assert "Lines that ended   Bob 1011 internal error · Alice 1006" in told


def test_where_no_line_ended_nothing_is_said_of_it() -> None:
    assert "Lines that ended" not in story(two_in()[0].journal.entries)


def test_the_end_of_the_servers_log_is_shown() -> None:
    log = "\n".join(f"line {number}" for number in range(100))
    shown = re.findall(r"line \d+", story(log=log))
    assert shown == [f"line {number}" for number in range(100 - LOG_LINES, 100)]


def test_a_silent_server_is_not_quoted() -> None:
    assert "last output" not in story(log=" \n")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (ConnectRejected(400, "no such name"), "is turned away with 400 no such name"),
        (BytesSent("a ping"), "sends a ping"),
        (Disconnecting("hangs up without a word"), "hangs up without a word"),
        (Disconnected(1006, ""), "sees the line end: 1006"),
        (EventReceived(UserJoined("Bob")), "hears notice that Bob joined"),
        (EventReceived(Malformed("{}", "no keys")), 'hears malformed frame (no keys): "{}"'),
    ],
)
def test_every_happening_has_its_words(what: JournalEvent, words: str) -> None:
    assert describe(what) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hi", '"hi"'),
        ("", '""'),
        ("a\nb\x00\u202e", r'"a\nb\x00\u202e"'),
        (chr(0xD800), r'"\ud800"'),
    ],
)
def test_a_text_is_shown_on_one_line(text: str, shown: str) -> None:
    assert shorten(text) == shown


def test_a_long_text_is_shown_with_its_length() -> None:
    assert re.fullmatch(r'"x+…" \(65,536 characters\)', shorten("x" * 65_536))


def test_where_two_texts_part_is_told() -> None:
    assert difference("abcdef", "abcxef").startswith('they part at character 4: said "def"')


def test_where_a_text_was_cut_off_is_told() -> None:
    assert difference("abc", "ab").startswith("they part at character 3")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Bob", "Bob"), ("", '""'), ("   ", '"   "'), ("Bob ", '"Bob "'), ("B\nb", "B\\nb")],
)
def test_a_name_whose_edges_nobody_would_see_stands_in_quotes(name: str, shown: str) -> None:
    assert str(UserJoined(name)) == f"notice that {shown} joined"
