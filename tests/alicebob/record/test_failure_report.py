"""The failure report shows everything that helps, and nothing of the suite's own actions."""

import re
from collections.abc import Iterable

import pytest

from alicebob.dialects.plain import PLAIN
from alicebob.model.received import (
    MARKER,
    Malformed,
    Message,
    UserJoined,
    UserLeft,
)
from alicebob.model.shown_text import difference, shorten
from alicebob.record.entry_words import describe
from alicebob.record.failure_report import LOG_LINES, Failure, ReportContext, failure_report
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
from alicebob.record.timeline import SHOWN
from alicebob.servers.probe import new_probe_name
from tests.alicebob.support.story import two_in

FAILURE = Failure("Bob did not hear it.", "People hear each other.", "he hears it", "he did not")


def report(entries: Iterable[Entry] = (), log: str = "", again: str = "behave x.feature:7") -> str:
    return failure_report([FAILURE], ReportContext(list(entries), log, again))


def test_a_machine_that_was_too_busy_is_mentioned() -> None:
    busy = failure_report([FAILURE], ReportContext([], "", "behave x.feature:7", stood_still=1.25))
    assert "too busy to run the suite for 1.2 s" in busy
    assert "too busy" not in report()


def timeline(entries: Iterable[Entry]) -> list[str]:
    """The lines of the timeline, without their times."""
    told = report(entries).partition("right: what users received)\n")[2].partition("\n\n")[0]
    return [re.sub(r"^ *[\d.]* +", "", line) for line in told.splitlines()]


@pytest.mark.parametrize(
    "part",
    ["Bob did not hear it.", "People hear each other.", "he hears it", "he did not"],
)
def test_a_report_says_what_went_wrong(part: str) -> None:
    assert part in report()


def test_a_report_lists_every_failure() -> None:
    another = Failure("And Carol neither.", "", "", "")
    assert "And Carol neither." in failure_report([FAILURE, another], ReportContext([], "", ""))


def test_a_report_ends_with_the_command_that_runs_it_again() -> None:
    assert report(again="behave a.feature:3").endswith("Run again   behave a.feature:3")


def test_the_timeline_shows_what_users_did_and_received() -> None:
    chat, alice, bob = two_in()
    chat.says(alice, "hi", bob)
    assert timeline(chat.journal.entries)[-2:] == ['Alice says "hi"', 'Bob receives Alice: "hi"']


def test_the_timeline_shows_milliseconds() -> None:
    connection = Connection(1, "Alice", "Alice", "lobby", PLAIN)
    assert re.search(
        r"\n +1235 +Alice says", report([Entry(1.2349, connection, MessageSent("hi"))])
    )


def test_users_who_receive_the_same_share_a_line() -> None:
    chat, alice, bob = two_in()
    chat.says(alice, "hi", alice, bob)
    assert timeline(chat.journal.entries)[-1] == 'Alice, Bob receive Alice: "hi"'


def test_an_event_that_a_user_receives_twice_is_counted() -> None:
    chat, alice, bob = two_in()
    chat.says(alice, "hi", bob, alice, bob)
    assert timeline(chat.journal.entries)[-1] == 'Bob (2 times), Alice receive Alice: "hi"'


def test_markers_are_not_shown() -> None:
    chat, alice, bob = two_in()
    chat.write(alice, MessageSent(f"{MARKER}1", fence=True))
    chat.write(bob, EventReceived(Message("Alice", f"{MARKER}1"), fence=True))
    assert MARKER not in report(chat.journal.entries)


def test_probe_users_are_not_shown() -> None:
    chat, alice, _bob = two_in()
    name = new_probe_name()
    probe = Connection(9, name, name, "lobby", PLAIN, is_probe=True)
    chat.write(probe, Disconnecting("closes the connection"))
    chat.write(probe, Disconnected(1000, ""))
    chat.hears(alice, UserJoined(name), UserLeft(name))
    assert name not in report(chat.journal.entries)


def test_a_long_timeline_is_shortened_in_its_middle() -> None:
    chat, alice, _bob = two_in()
    for number in range(100):
        chat.says(alice, f"text {number}")
    told = timeline(chat.journal.entries)
    assert (len(told), told[0], told[-1]) == (SHOWN + 1, "Alice connects …", 'Alice says "text 99"')


def test_repeated_bytes_share_a_line() -> None:
    chat, alice, bob = two_in()
    for connection in (alice, alice, bob, alice):
        chat.write(connection, BytesSent("a byte"))
    told = ["Alice (2 times) sends a byte", "Bob sends a byte", "Alice sends a byte"]
    assert timeline(chat.journal.entries)[-3:] == told


def test_a_shortened_timeline_says_how_much_is_left_out() -> None:
    chat, alice, _bob = two_in()
    for number in range(100):
        chat.says(alice, f"text {number}")
    left_out = len(chat.journal.entries) - SHOWN
    assert f"{left_out} more" in report(chat.journal.entries)


def test_an_empty_timeline_says_so() -> None:
    assert timeline([]) == ["nothing"]


def test_closed_connections_are_listed_with_their_codes() -> None:
    chat, alice, bob = two_in()
    chat.write(bob, Disconnected(1011, "internal error"))
    chat.write(alice, Disconnected(1006, ""))
    told = report(chat.journal.entries)
    assert "Closed connections   Bob 1011 internal error · Alice 1006" in told


def test_without_closed_connections_there_is_no_list_of_them() -> None:
    assert "Closed connections" not in report(two_in()[0].journal.entries)


def test_the_end_of_the_servers_log_is_shown() -> None:
    log = "\n".join(f"line {number}" for number in range(100))
    shown = re.findall(r"line \d+", report(log=log))
    assert shown == [f"line {number}" for number in range(100 - LOG_LINES, 100)]


def test_a_silent_server_is_not_quoted() -> None:
    assert "last output" not in report(log=" \n")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (ConnectRejected(400, "no such name"), "is rejected with 400 no such name"),
        (BytesSent("a ping"), "sends a ping"),
        (Disconnecting("disconnects without a Close frame"), "disconnects without a Close frame"),
        (Disconnected(1006, ""), "sees the connection close: 1006"),
        (EventReceived(UserJoined("Bob")), "receives notice that Bob joined"),
        (EventReceived(Malformed("{}", "no keys")), 'receives malformed frame (no keys): "{}"'),
    ],
)
def test_every_entry_has_its_words(what: JournalEvent, words: str) -> None:
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
    assert shorten("x" * 65_535 + "y") == f'"{"x" * 25} … {"x" * 11}y" (65,536 characters)'


def test_a_difference_names_the_first_differing_character() -> None:
    assert difference("abcdef", "abcxef").startswith('they differ from character 4 on: sent "def"')


def test_a_difference_names_where_a_text_was_cut_off() -> None:
    assert difference("abc", "ab").startswith("they differ from character 3 on")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Bob", "Bob"), ("", '""'), ("   ", '"   "'), ("Bob ", '"Bob "'), ("B\nb", "B\\nb")],
)
def test_a_name_with_invisible_edges_is_quoted(name: str, shown: str) -> None:
    assert str(UserJoined(name)) == f"notice that {shown} joined"


LONG = "x" * 61_681


def test_no_line_is_too_long() -> None:
    story, alice, bob = two_in()
    story.says(alice, LONG, bob)
    story.write(bob, Disconnected(1008, LONG))
    failure = Failure(LONG, f"{LONG}. {LONG}", LONG, f"a {LONG}\n{LONG}")
    again = "behave x.feature:7 " + " ".join(f"-D option{n}='{'y' * 60}'" for n in range(4))
    told = failure_report([failure], ReportContext(story.journal.entries, LONG, again))
    assert max(map(len, told.splitlines())) <= 160


def test_a_long_text_is_told_with_its_beginning_its_end_and_its_length() -> None:
    failure = Failure("", "", "", f"begin {LONG} end")
    told = failure_report([failure], ReportContext([], "", ""))
    assert "  Actual       begin xxx" in told
    assert "x end (61,691 characters in all)" in " ".join(told.split())


def test_a_text_of_several_lines_is_told_on_one() -> None:
    told = failure_report([Failure("", "", "", "one\ntwo\x1b[2J")], ReportContext([], "", ""))
    assert r"  Actual       one\ntwo\x1b[2J" in told


def test_a_long_sentence_is_told_whole_on_several_lines() -> None:
    sentence = " ".join(f"word{number}" for number in range(60))
    told = failure_report([Failure("", sentence, "", "")], ReportContext([], "", ""))
    assert " ".join(told.split()).startswith(f"Requirement {sentence} Expected")


def test_a_long_command_can_still_be_copied() -> None:
    again = "behave x.feature:7 " + " ".join(f"-D option{n}='{'y' * 60}'" for n in range(4))
    command = report(again=again).partition("Run again   ")[2]
    assert command.replace(" \\\n     ", "") == again


def test_the_place_where_it_went_wrong_is_marked() -> None:
    story, alice, bob = two_in()
    story.says(alice, "hi", bob)
    place = len(story.journal.entries) - 1
    failure = Failure("A law is broken.", "", "", "", "order", place)
    told = failure_report([failure], ReportContext(story.journal.entries, "", ""))
    assert "→: where it went wrong" in told
    assert any("→" in line and 'Bob receives Alice: "hi"' in line for line in told.splitlines())


def test_many_closed_connections_are_counted() -> None:
    story, alice, _bob = two_in()
    for _ in range(30):
        story.write(alice, Disconnected(1001, "server shutting down"))
    assert "18 more" in report(story.journal.entries)
