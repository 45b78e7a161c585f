"""The table of promises is aligned, narrow, and counts each outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.record.promise_table import WIDTH, promise_table
from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    BROKEN,
    COULD_NOT_TELL,
    KEPT,
    KNOWN,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    Verdict,
)
from alicebob.servers.promises import PROMISES

SENTENCES = {"core": "the page and the chat", "rooms": "users in rooms", "typing": "who types"}


def verdict(outcome: str, *promises: str, fact: str = "", why: str = "") -> Verdict:
    return Verdict("a.feature:1", "a", outcome, promises=promises, fact=fact, why=why)


def table(*verdicts: Verdict) -> list[str]:
    return promise_table(verdicts, SENTENCES)


def test_each_outcome_is_counted_for_its_promise() -> None:
    assert table(
        verdict(KEPT, "core"),
        verdict(KEPT, "core"),
        verdict(BROKEN, "core"),
        verdict(NOT_PROMISED, "core"),
        verdict(NOT_PROMISED, "rooms"),
        verdict(COULD_NOT_TELL, "typing"),
        verdict(KNOWN, "typing"),
    ) == [
        "                       could",
        "                         not       not",
        "promise  kept  broken   tell  promised  known",
        "core        2       1      –         1      –  the page and the chat",
        "typing      –       –      1         –      1  who types",
        "",
        "Not promised (scenarios): rooms (1).",
    ]


def test_an_outcome_that_no_scenario_had_has_no_column() -> None:
    assert table(verdict(KEPT, "rooms")) == ["promise  kept", "rooms       1  users in rooms"]


def test_promises_stand_in_the_order_of_their_sentences() -> None:
    rows = table(*(verdict(KEPT, name) for name in ("typing", "unheard-of", "core")))
    assert [row.split()[0] for row in rows] == ["promise", "core", "typing", "unheard-of"]


def test_a_scenario_of_two_promises_counts_for_both() -> None:
    assert [row.split()[:2] for row in table(verdict(KEPT, "core", "rooms"))[1:]] == [
        ["core", "1"],
        ["rooms", "1"],
    ]


def test_a_fact_is_named_once_beneath_its_promise() -> None:
    fact = verdict(NOT_PROMISED, "rooms", fact="it has one room only")
    assert table(fact, fact)[-2:] == [
        "rooms           2  users in rooms",
        "                   could not be judged: it has one room only",
    ]


def test_promises_that_nobody_gave_are_listed_alone() -> None:
    assert table(verdict(NOT_PROMISED, "rooms"), verdict(NOT_PROMISED, "typing")) == [
        "Not promised (scenarios): rooms (1), typing (1)."
    ]


@pytest.mark.parametrize("others", [[], [verdict(KEPT, "core")]])
def test_a_promise_whose_scenarios_are_for_other_wires_does_not_vanish(
    others: list[Verdict],
) -> None:
    elsewhere = verdict(NOT_FOR_THIS_DIALECT, "rooms", why="not for the wire of Ann")
    told = " ".join(" ".join(table(*others, elsewhere)).split())
    assert told.endswith(
        "users in rooms could not be judged: its scenarios are not for the wire of Ann"
    )
    assert ("rooms – " in told) is bool(others)


def test_a_promise_that_some_scenario_judged_needs_no_excuse() -> None:
    elsewhere = verdict(NOT_FOR_THIS_DIALECT, "rooms", why="not for the wire of Ann")
    assert table(verdict(KEPT, "rooms"), elsewhere)[1:] == ["rooms       1  users in rooms"]


@pytest.mark.parametrize("verdicts", [[], [verdict(NOT_FOR_THIS_DIALECT)]])
def test_without_verdicts_on_promises_there_is_no_table(verdicts: list[Verdict]) -> None:
    assert table(*verdicts) == []


OUTCOMES = [KEPT, BROKEN, COULD_NOT_TELL, NOT_PROMISED, NOT_FOR_THIS_DIALECT, KNOWN, AHEAD_BROKEN]


@given(
    st.lists(
        st.builds(
            verdict,
            st.sampled_from(OUTCOMES),
            st.sampled_from([*PROMISES, "x" * 70]),
            fact=st.sampled_from(["", "echo is false, " * 9]),
        )
    )
)
def test_no_line_is_wider_than_the_table(verdicts: list[Verdict]) -> None:
    assert all(len(line) <= WIDTH for line in promise_table(verdicts, PROMISES))
