"""The line before the store: submissions in their order, and turns when there are many."""

from hypothesis import given
from hypothesis import strategies as st

from server.chat.waiting_line import MOST_ASKED, MOST_OF_TURN, WEIGHT, Decision, WaitingLine
from server.core.effects import Effect, SendHistory
from server.core.events import PublicMessage
from server.core.history_query import HistoryQuery

Line = WaitingLine[str]


def said(member: str, text: str = "hi") -> Decision[str]:
    return Decision("lobby", member, [PublicMessage(member, text)])


def asked(member: str, limit: int | None = MOST_ASKED) -> Decision[str]:
    return Decision("lobby", member, [SendHistory(member, HistoryQuery(limit=limit))])


def line_of(*decisions: Decision[str]) -> Line:
    line = Line()
    for decision in decisions:
        line.add(decision)
    return line


def batches(line: Line) -> list[list[Decision[str]]]:
    found = []
    while line:
        found.append(line.next())
        assert found[-1], "a batch without anything makes no progress"
    assert line.weight == 0
    return found


def test_usually_all_that_waits_is_one_batch_in_its_order() -> None:
    decisions = [said("Alice", "1"), said("Bob", "2"), asked("Carol", 50), said("Alice", "3")]
    assert batches(line_of(*decisions)) == [decisions]


def test_the_weight_is_the_characters_and_a_little_more() -> None:
    assert said("Alice", "12345").weight == WEIGHT + 5
    assert asked("Alice").weight == WEIGHT


def test_a_query_without_a_limit_asks_for_as_much_as_can_be() -> None:
    assert asked("Alice", None).asked == MOST_ASKED
    assert asked("Alice", 0).asked == 1


def test_a_member_that_sends_much_delays_itself_only() -> None:
    much = [said("Mallory", "x" * 10_000) for _ in range(200)]
    word = said("Alice")
    first, *_ = batches(line_of(*much, word))
    assert word in first
    assert sum(each.weight for each in first) < 2 * MOST_OF_TURN


def test_a_member_that_asks_much_delays_itself_only() -> None:
    questions = [asked("Mallory") for _ in range(50)]
    word, other = said("Alice"), asked("Bob")
    first, second, *rest = batches(line_of(*questions, word, other))
    assert first == [questions[0], word]
    assert second == [other]
    assert rest == [[each] for each in questions[1:]]


def test_all_have_their_turn() -> None:
    members = [f"Member {number}" for number in range(100)]
    line = line_of(*[said(member, "x" * 30_000) for member in members for _ in range(6)])
    order = [decision.member for batch in batches(line) for decision in batch]
    assert set(order[:306]) == set(members)


MEMBERS = st.sampled_from(["Alice", "Bob", "Carol", None])
EFFECTS: st.SearchStrategy[Effect[str]] = st.one_of(
    st.integers(0, 40_000).map(lambda size: PublicMessage("A", "x" * size)),
    st.integers(1, MOST_ASKED).map(lambda limit: SendHistory("A", HistoryQuery(limit=limit))),
)


@given(st.lists(st.tuples(MEMBERS, EFFECTS), max_size=60))
def test_nothing_is_lost_and_no_member_overtakes_itself(
    acts: list[tuple[str | None, Effect[str]]],
) -> None:
    decisions = [Decision("lobby", member, [effect]) for member, effect in acts]
    line = line_of(*decisions)
    came = [decision for batch in batches(line) for decision in batch]
    for member in ("Alice", "Bob", "Carol", None):
        assert [each for each in came if each.member == member] == [
            each for each in decisions if each.member == member
        ]
    assert len(came) == len(decisions)
