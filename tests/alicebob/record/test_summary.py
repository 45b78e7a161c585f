"""The summary is made of the verdicts alone, and its last lines are the totals."""

from dataclasses import replace

import pytest

from alicebob.record.summary import Run, summary
from alicebob.record.verdicts import (
    AHEAD_KEPT,
    BROKEN,
    COULD_NOT_TELL,
    JUDGED,
    KEPT,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    NOT_STARTED,
    RED,
    Verdict,
    proves_nothing,
)

RUN = Run("our chat", 12.34, "the dialect events", {"core": "the page and the chat"})


def verdict(outcome: str, why: str = "", fact: str = "") -> Verdict:
    name = f"A scenario that is {outcome}"
    return Verdict("a.feature:7", name, outcome, promises=("core",), why=why, fact=fact)


def test_the_last_lines_are_the_totals() -> None:
    told = summary([verdict(KEPT)] * 1_200 + [verdict(BROKEN), verdict(NOT_FOR_THIS_DIALECT)], RUN)
    assert told.splitlines()[-2:] == [
        "Server under test: our chat; 1,201 scenarios judged in 12.3 s.",
        "Scenarios: 1,200 kept; 1 broken; 1 not for the dialect events.",
    ]


def test_a_run_that_had_enough_says_so() -> None:
    told = summary([verdict(BROKEN)] * 2, Run("our chat", 1.0, enough=2))
    assert told.endswith("\nStopped there: 2 scenarios broken, as -D enough= wants.")


@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        (COULD_NOT_TELL, "Could not tell:"),
        (KNOWN, "Known failures:"),
        (KNOWN_PASSES, "Known failures that pass now: remove them from known in the profile:"),
        (AHEAD_KEPT, "Ahead of the promises, and kept:"),
        (MISTAKE, "Mistakes in features, which say nothing about the server:"),
        (NOT_STARTED, "The server did not start for:"),
    ],
)
def test_what_is_worth_a_look_is_listed_with_its_reason(outcome: str, title: str) -> None:
    told = summary([verdict(outcome, "Because.\nMore.", "echo = false")], RUN)
    lines = [f"  a.feature:7  A scenario that is {outcome}", "    Because. (echo = false)"]
    assert told.startswith("\n".join([title, *lines, ""]))


@pytest.mark.parametrize("outcome", [KEPT, NOT_PROMISED, NOT_FOR_THIS_DIALECT])
def test_what_needs_no_look_is_not_listed(outcome: str) -> None:
    assert "a.feature" not in summary([verdict(outcome, "Because.")], RUN)


@pytest.mark.parametrize("outcome", sorted(JUDGED | RED))
def test_a_run_with_such_a_scenario_proves_something(outcome: str) -> None:
    assert not proves_nothing([verdict(outcome), verdict(NOT_PROMISED)])


@pytest.mark.parametrize("outcome", [COULD_NOT_TELL, NOT_PROMISED, NOT_FOR_THIS_DIALECT])
def test_a_run_without_any_proves_nothing(outcome: str) -> None:
    assert proves_nothing([verdict(outcome)])


def test_users_beyond_the_pages_are_counted() -> None:
    told = summary([verdict(KEPT), replace(verdict(KEPT), crowd=3)], RUN)
    assert "1 scenario with a crowd: 3 further users" in told
    assert "a crowd" not in summary([verdict(KEPT)], RUN)
