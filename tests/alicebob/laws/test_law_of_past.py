"""Earlier messages that newcomers receive one by one: all that were said, each once, in order."""

from collections.abc import Sequence

import pytest

from alicebob.dialects.described import Described
from alicebob.laws import Law, RunningJudgement, Violation
from alicebob.laws.expected_event import CarryOver
from alicebob.laws.room_messages import remember
from alicebob.model.received import Message, PastMessage
from alicebob.record.journal import Connection, Disconnected, Disconnecting, MessageSent
from alicebob.wires.facts_table import read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.support.story import GOODBYE, Story

WIRE = """
[wire]
url = "/{?user,room}"
say.text = "{text}"
[[hear]]
as = "past"
text = "earlier {user}: {text}"
[[hear]]
as = "message"
text = "{user}: {text}"
[facts]
arrivals = "untold"
departures = "untold"
"""
BROKEN = {(Law.HISTORY, "Bob")}


def chat(*facts: str) -> Described:
    """A wire that tells newcomers of all that was said before, unless ``facts`` say otherwise."""
    more = "\n".join(facts) or 'history = "all"'
    table = TomlTable.of_file("chat.toml", f"{WIRE}\n{more}")
    return Described("chat", read_wire(table), read_facts(table))


ALL = chat()
LAST_TWO = chat("history = 2")


def comes(story: Story, name: str, dialect: Described = ALL, *, room: str = "lobby") -> Connection:
    connection = story.connects(name, room, dialect)
    story.is_joined(connection)
    return connection


def leaves(story: Story, *connections: Connection) -> None:
    for connection in connections:
        story.write(connection, Disconnecting(GOODBYE))
        story.write(connection, Disconnected(1000, ""))


def is_told(story: Story, who: Connection, *texts: str, by: str = "Alice") -> None:
    story.hears(who, *(PastMessage(by, text) for text in texts))


def told(*texts: str, said: Sequence[str] = ("hi", "you", "hi"), dialect: Described = ALL) -> Story:
    """A story in which Alice says things, and Bob comes and is told ``texts``."""
    story = Story()
    alice = comes(story, "Alice", dialect)
    for text in said:
        story.says(alice, text, alice)
    is_told(story, comes(story, "Bob", dialect), *texts)
    return story


def broken_by(*texts: str, dialect: Described = ALL) -> set[tuple[Law, str]]:
    return told(*texts, dialect=dialect).broken()


def test_what_was_said_is_told() -> None:
    assert broken_by("hi", "you", "hi") == set()


def test_what_nobody_said_may_not_be_told() -> None:
    assert broken_by("hi", "you", "hi", "bye") == BROKEN


def test_nothing_is_told_more_often_than_it_was_said() -> None:
    assert broken_by("hi", "you", "you", "hi") == BROKEN
    assert broken_by("hi", "you", "hi", "hi") == BROKEN


@pytest.mark.parametrize("texts", [("hi", "hi"), ("hi", "you"), ("you", "hi"), ("hi",), ()])
def test_nothing_is_left_out(texts: Sequence[str]) -> None:
    story = told(*texts)
    assert story.broken() == BROKEN
    assert [violation.may_heal for violation in story.violations()] == [True]


def test_what_is_missing_may_still_come() -> None:
    story = told("hi", "you")
    is_told(story, story.connections[-1], "hi")
    assert story.broken() == set()


@pytest.mark.parametrize("texts", [("you", "hi", "hi"), ("hi", "hi", "you")])
def test_what_was_said_is_told_in_its_order(texts: Sequence[str]) -> None:
    assert broken_by(*texts) == BROKEN


def test_the_order_does_not_matter_where_it_is_not_kept() -> None:
    assert broken_by("hi", "hi", "you", dialect=chat('history = "all"\norder = "unknown"')) == set()


def test_words_of_two_users_keep_the_order_in_which_a_third_one_heard_them() -> None:
    def broken(*pairs: tuple[str, str]) -> set[tuple[Law, str]]:
        story = Story()
        people = [comes(story, name) for name in ("Alice", "Carol", "Dora")]
        for speaker, text in zip(people, ("a", "c"), strict=False):
            story.write(speaker, MessageSent(text))
        for who in people:
            story.hears(who, Message("Carol", "c"), Message("Alice", "a"))
        bob = comes(story, "Bob")
        for speaker_name, text in pairs:
            is_told(story, bob, text, by=speaker_name)
        return story.broken()

    assert broken(("Carol", "c"), ("Alice", "a")) == set()
    assert broken(("Alice", "a"), ("Carol", "c")) == BROKEN


def test_what_was_said_after_the_answer_comes_behind_it_though_nobody_heard_both() -> None:
    def broken(*names: str) -> set[tuple[Law, str]]:
        story = Story()
        alice = comes(story, "Alice")
        story.says(alice, "a", alice)
        leaves(story, alice)
        carol = comes(story, "Carol")
        is_told(story, carol, "a")
        story.says(carol, "a", carol)
        bob = comes(story, "Bob")
        for name in names:
            is_told(story, bob, "a", by=name)
        return story.broken()

    assert broken("Alice", "Carol") == set()
    assert broken("Carol", "Alice") == BROKEN


@pytest.mark.parametrize(
    ("texts", "broken"),
    [
        (("you", "hi"), set()),
        (("hi", "hi"), BROKEN),
        (("hi", "you"), BROKEN),
        (("hi",), BROKEN),
        (("hi", "you", "hi"), BROKEN),
    ],
)
def test_a_short_history_has_the_latest(texts: Sequence[str], broken: set[object]) -> None:
    assert broken_by(*texts, dialect=LAST_TWO) == broken


def test_what_is_on_its_way_comes_once_earlier_or_live() -> None:
    def broken(*, earlier: int, live: int, dialect: Described = ALL) -> set[tuple[Law, str]]:
        story = Story()
        alice = comes(story, "Alice", dialect)
        for text in ("a", "b"):
            story.says(alice, text, alice)
        bob = story.connects("Bob", dialect=dialect)
        story.write(alice, MessageSent("now"))
        is_told(story, bob, *("a", "b")[earlier if dialect is LAST_TWO else 0 :])
        is_told(story, bob, *["now"] * earlier)
        story.is_joined(bob)
        message = Message("Alice", "now")
        story.hears(alice, message)
        story.hears(bob, *[message] * live)
        return story.broken()

    for dialect in (ALL, LAST_TWO):
        assert broken(earlier=1, live=0, dialect=dialect) == set()
        assert broken(earlier=0, live=1, dialect=dialect) == set()
        assert broken(earlier=1, live=1, dialect=dialect) == BROKEN
    assert broken(earlier=0, live=0) == BROKEN


def test_what_is_said_later_is_not_told_earlier() -> None:
    story = Story()
    alice, bob = comes(story, "Alice"), comes(story, "Bob")
    is_told(story, bob, "hi")
    story.says(alice, "hi", alice, bob)
    assert story.broken() == BROKEN


def test_words_of_another_room_are_not_told() -> None:
    story = Story()
    alice = comes(story, "Alice", room="garden")
    story.says(alice, "hi", alice)
    is_told(story, comes(story, "Bob"), "hi")
    assert story.broken() == BROKEN


def test_nothing_is_owed_to_one_who_leaves_early() -> None:
    story = told("hi")
    leaves(story, story.connections[-1])
    assert story.broken() == set()


def scenarios(
    *texts: str, said: Sequence[str] = ("a", "b", "c"), dialect: Described = ALL, **known: bool
) -> list[Violation]:
    """Violations of a scenario in which Bob comes, and is told ``texts``; in the one before, Alice
    had ``said`` things."""
    carry_over = CarryOver(**known)  # type: ignore[arg-type]
    story = Story()
    alice = comes(story, "Alice", dialect)
    for text in said:
        story.says(alice, text, alice)
    leaves(story, alice)
    entries = story.journal.entries
    remember(RunningJudgement(carry_over).case(entries), len(entries))
    story = Story()
    is_told(story, comes(story, "Bob", dialect), *texts)
    return RunningJudgement(carry_over).judge(story.journal.entries)


def test_words_of_an_earlier_scenario_are_told_as_well() -> None:
    assert scenarios("a", "b", "c") == []
    assert scenarios("b", "c", dialect=LAST_TWO) == []
    for texts in (("a", "c"), ("a", "c", "b"), ("a", "b", "b", "c"), ("a", "b", "c", "d"), ()):
        assert [each.law for each in scenarios(*texts)] == [Law.HISTORY]
    assert scenarios("a", "b", dialect=LAST_TWO)


def test_a_server_that_ran_before_may_tell_more() -> None:
    assert scenarios("x", "b", "c", knows_all=False) == []


def test_a_server_that_forgets_need_not_tell_what_was_said_before_the_room_was_empty() -> None:
    forgetful = chat('history = "all"\nforgets = true')
    assert scenarios(dialect=forgetful) == []
    assert scenarios("a", "b", "c", dialect=forgetful) == []
    assert told("hi", "you", dialect=forgetful).broken() == BROKEN


def test_without_a_history_nothing_is_owed() -> None:
    assert told(dialect=chat("history = 0")).broken() == set()
