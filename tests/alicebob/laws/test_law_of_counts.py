"""The number of users in a notice is that of those who were there, where the facts say what counts.

"Zoe" is a user of an earlier scenario, whose leave nobody was there to receive.
"""

import pytest

from alicebob.dialects.described import Described
from alicebob.laws import Law, RunningJudgement, Violation
from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.model.received import UserJoined, UserLeft
from alicebob.record.journal import Connection, Disconnected, Disconnecting
from alicebob.wires.facts_table import read_facts
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable
from tests.alicebob.laws.test_more_on_any_wire import WIRE, described
from tests.alicebob.support.story import GOODBYE, Story


def nameless(facts: str) -> Described:
    """Return a wire whose notices tell nobody's name."""
    told = WIRE.replace("{user} joined", "joined").replace("{user} left", "left")
    table = TomlTable.of_file("chat.toml", f"{told}[facts]\n{facts}")
    return Described("nameless", read_wire(table), read_facts(table))


CONNECTIONS = described('counts = "connections"')
USERS = described('counts = "users"')
UNKNOWN = described()
NAMELESS = nameless('counts = "connections"')
TELLS_NO_LEAVES = described('counts = "connections"\ndepartures = "untold"')
LATE = CarryOver([ExpectedEvent(UserLeft("Zoe"), "lobby", 0, float("inf"), certain=False)])
ARRIVALS, DEPARTURES = Law.ARRIVALS, Law.DEPARTURES


def comes(
    story: Story, name: str, count: int, *witnesses: Connection, dialect: Described
) -> Connection:
    """Let a user join, of which the witnesses are told with a number."""
    connection = story.connects(name, dialect=dialect)
    story.is_joined(connection)
    story.all_hear(UserJoined(name, count), *witnesses)
    return connection


def leaves(story: Story, connection: Connection, count: int, *witnesses: Connection) -> None:
    """Let a user leave, of which the witnesses are told with a number."""
    story.write(connection, Disconnecting(GOODBYE))
    story.write(connection, Disconnected(1000, ""))
    story.all_hear(UserLeft(connection.name, count), *witnesses)


def found(story: Story, carry_over: CarryOver | None = None) -> list[Violation]:
    return RunningJudgement(carry_over).judge(story.journal.entries)


def broken(story: Story, carry_over: CarryOver | None = None) -> set[tuple[Law, str]]:
    return {(each.law, each.connection.user) for each in found(story, carry_over)}


def joined(*names: str, told: int, dialect: Described = CONNECTIONS) -> set[tuple[Law, str]]:
    """Laws that are broken when the names join one by one, and Alice is told a number at last."""
    story = Story()
    alice = comes(story, "Alice", 1, dialect=dialect)
    for number, name in enumerate(names[:-1], start=2):
        comes(story, name, number, alice, dialect=dialect)
    comes(story, names[-1], told, alice, dialect=dialect)
    return broken(story) & {(ARRIVALS, "Alice")}


@pytest.mark.parametrize("told", [1, 2, 4, 0])
def test_a_wrong_number_of_users_breaks_the_law_of_arrivals(told: int) -> None:
    assert joined("Bob", "Carol", told=3) == set()
    assert joined("Bob", "Carol", told=told) == {(ARRIVALS, "Alice")}
    assert joined("Bob", "Carol", told=told, dialect=UNKNOWN) == set()


def test_the_facts_say_whether_a_name_counts_once() -> None:
    assert joined("Bob", "Bob", told=3) == set()
    assert joined("Bob", "Bob", told=2) == {(ARRIVALS, "Alice")}
    story = Story()
    alice = comes(story, "Alice", 1, dialect=USERS)
    for _ in range(2):
        bob = comes(story, "Bob", 2, alice, dialect=USERS)
    leaves(story, bob, 2, alice)
    assert (ARRIVALS, "Alice") not in broken(story)
    assert (DEPARTURES, "Alice") not in broken(story)


@pytest.mark.parametrize(("told", "is_right"), [(1, True), (2, False), (0, False)])
@pytest.mark.parametrize("dialect", [CONNECTIONS, USERS], ids=["connections", "users"])
def test_whoever_has_left_is_not_counted(told: int, is_right: bool, dialect: Described) -> None:
    story = Story()
    alice = comes(story, "Alice", 1, dialect=dialect)
    leaves(story, comes(story, "Bob", 2, alice, dialect=dialect), told, alice)
    assert broken(story) == (set() if is_right else {(DEPARTURES, "Alice")})


@pytest.mark.parametrize(
    ("counts", "told", "is_right"),
    [("connections", 2, True), ("connections", 3, False), ("users", 2, True), ("users", 3, True)],
)
def test_where_notices_have_no_names_only_connections_are_judged(
    counts: str, told: int, is_right: bool
) -> None:
    dialect = nameless(f'counts = "{counts}"')
    story = Story()
    alice = comes(story, "Alice", 1, dialect=dialect)
    bob = story.connects("Bob", dialect=dialect)
    story.is_joined(bob)
    story.hears(alice, UserJoined("", told))
    assert broken(story) == (set() if is_right else {(ARRIVALS, "Alice")})


def test_whoever_leaves_without_a_name_is_not_counted() -> None:
    for told, wrong in ((1, set()), (2, {(DEPARTURES, "Alice")})):
        story = Story()
        alice = comes(story, "Alice", 1, dialect=NAMELESS)
        bob = story.connects("Bob", dialect=NAMELESS)
        story.is_joined(bob)
        story.hears(alice, UserJoined("", 2))
        story.write(bob, Disconnecting(GOODBYE))
        story.write(bob, Disconnected(1000, ""))
        story.hears(alice, UserLeft("", told))
        assert broken(story) == wrong


@pytest.mark.parametrize("told", [2, 3])
def test_who_joins_at_the_same_moment_may_be_counted_or_not(told: int) -> None:
    story = Story()
    alice = comes(story, "Alice", 1, dialect=CONNECTIONS)
    bob = story.connects("Bob", dialect=CONNECTIONS)
    carol = story.connects("Carol", dialect=CONNECTIONS)
    story.hears(alice, UserJoined("Bob", told), UserJoined("Carol", 3))
    assert broken(story) & {(ARRIVALS, "Alice")} == set()
    story.is_joined(bob, carol)
    story.hears(bob, UserJoined("Carol", 3))
    assert broken(story) == set()


def test_whom_the_server_cut_off_may_have_been_gone_for_long() -> None:
    story = Story()
    alice = comes(story, "Alice", 1, dialect=CONNECTIONS)
    bob = comes(story, "Bob", 2, alice, dialect=CONNECTIONS)
    carol = comes(story, "Carol", 3, alice, bob, dialect=CONNECTIONS)
    leaves(story, carol, 1, alice)
    story.write(bob, Disconnected(1008, ""))
    story.hears(alice, UserLeft("Bob", 1))
    assert (DEPARTURES, "Alice") not in broken(story)


def test_a_number_that_is_right_for_one_is_right_for_all() -> None:
    story = Story()
    alice = comes(story, "Alice", 1, dialect=CONNECTIONS)
    bob = comes(story, "Bob", 2, alice, dialect=CONNECTIONS)
    comes(story, "Carol", 3, alice, bob, dialect=CONNECTIONS)
    assert broken(story) == set()
    dora = story.connects("Dora", dialect=CONNECTIONS)
    story.is_joined(dora)
    story.hears(alice, UserJoined("Dora", 4))
    story.hears(bob, UserJoined("Dora", 5))
    assert (ARRIVALS, "Bob") in broken(story)
    assert (ARRIVALS, "Alice") not in broken(story)


def test_what_is_right_when_it_comes_late_is_wrong_when_it_comes_early() -> None:
    story = Story()
    alice = comes(story, "Alice", 1, dialect=CONNECTIONS)
    bob = comes(story, "Bob", 2, alice, dialect=CONNECTIONS)
    carol = story.connects("Carol", dialect=CONNECTIONS)
    story.is_joined(carol)
    story.hears(bob, UserJoined("Carol", 4))
    dora = story.connects("Dora", dialect=CONNECTIONS)
    story.hears(alice, UserJoined("Carol", 4))
    story.is_joined(dora)
    story.all_hear(UserJoined("Dora", 4), alice, bob, carol)
    assert broken(story) == {(ARRIVALS, "Bob")}


def late(*told: UserLeft | UserJoined) -> list[Violation]:
    """Violations by what Alice is told when Bob joins behind a scenario that Zoe has left late."""
    story = Story()
    alice = comes(story, "Alice", 1, dialect=CONNECTIONS)
    bob = story.connects("Bob", dialect=CONNECTIONS)
    story.is_joined(bob)
    story.hears(alice, *told)
    return found(story, LATE)


def test_somebody_who_leaves_late_may_be_counted() -> None:
    assert late(UserJoined("Bob", 2)) == []
    assert late(UserJoined("Bob", 3), UserLeft("Zoe", 2)) == []


def test_a_number_that_is_too_high_may_heal_while_a_late_leave_may_be_told() -> None:
    (violation,) = late(UserJoined("Bob", 3))
    assert (violation.law, violation.may_heal) == (ARRIVALS, True)
    (violation,) = late(UserJoined("Bob", 1))
    assert (violation.law, violation.may_heal) == (ARRIVALS, False)


def test_where_leaves_are_untold_nobody_knows_the_most() -> None:
    assert joined("Bob", told=7, dialect=TELLS_NO_LEAVES) == set()
    assert joined("Bob", told=1, dialect=TELLS_NO_LEAVES) == {(ARRIVALS, "Alice")}


def test_a_report_tells_both_numbers() -> None:
    story = Story()
    alice = comes(story, "Alice", 1, dialect=CONNECTIONS)
    comes(story, "Bob", 7, alice, dialect=CONNECTIONS)
    (violation,) = found(story)
    assert violation.expected == "the user count 2 after it"
    assert violation.actual == "notice that Bob joined, with the user count 7"
    assert not violation.may_heal
    assert violation.position == len(story.journal.entries) - 1


def test_a_crowd_is_counted_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd, story = 60, Story()
    inside: list[Connection] = []
    for number in range(1, crowd + 1):
        guest = comes(story, f"Guest {number}", number, *inside, dialect=CONNECTIONS)
        inside.append(guest)
    looks = 0

    def counted(*_: object) -> bool:
        nonlocal looks
        looks += 1
        return True

    monkeypatch.setattr("alicebob.laws.counts.perhaps_here", counted)
    found(story)
    assert looks <= crowd * crowd
