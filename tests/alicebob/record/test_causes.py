"""Failures of one cause are told once, however their users and texts are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.model.received import PROBE_USER
from alicebob.record.causes import anonymous, by_cause, cause_of, told_by_cause
from alicebob.record.failure_report import Failure
from alicebob.record.verdicts import BROKEN, KEPT, Verdict

NAMES = ["Alice", "Bob", "Al", "a.b (c)", "Zoë"]


def broken(at: str, cause: str, report: str = "") -> Verdict:
    return Verdict(
        at, f"scenario at {at}", BROKEN, step="Then it fails", cause=cause, report=report
    )


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ('Bob: Alice: "hi", once', 'Zoë: Al: "ho", once'),
        ("Bob: received twice", "Al: received 17 times"),
        ("after 2.5 s on port 23,456", "after 17 s on port 1"),
        (f"{PROBE_USER}: received twice", "Bob: received twice"),
        ("Alice, Bob, Al, Zoë, a.b (c)", "Bob, Alice, Zoë, Al"),
        ('"one" (61,681 characters)', '"two"'),
        ("one line\\nof a log", "one line\\nof a log"),
    ],
)
def test_what_differs_from_scenario_to_scenario_makes_no_cause(one: str, another: str) -> None:
    assert anonymous([one], NAMES) == anonymous([another], NAMES)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("Bob: received twice", "Bob: received once"),
        ('Alice: Alice: "hi"', 'Bob: Alice: "hi"'),  # the witness said it, or another user
        ("Bob: not received", "Bob: received twice"),
        ("Bob: timestamp is missing", "Bob: content is missing"),
    ],
)
def test_what_is_another_mistake_is_another_cause(one: str, another: str) -> None:
    assert anonymous([one], NAMES) != anonymous([another], NAMES)


def test_a_law_is_part_of_the_cause_and_its_headline_is_not() -> None:
    one = Failure("Broken for Bob.", "every …", "Bob: x", "Bob: y", "order")
    another = Failure("In addition, for Alice.", "every …", "Alice: x", "Alice: y", "order")
    assert cause_of(one, NAMES) == cause_of(another, NAMES)
    law = Failure("Broken for Bob.", "every …", "Bob: x", "Bob: y", "truth")
    assert cause_of(one, NAMES) != cause_of(law, NAMES)


def test_an_expectation_is_told_apart_by_its_headline() -> None:
    one, another = (Failure(f"Bob did {what}.", "", "x", "y") for what in ("this", "that"))
    assert cause_of(one, NAMES) != cause_of(another, NAMES)


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_has_a_cause(text: str, names: list[str]) -> None:
    assert len(cause_of(Failure(text, text, text * 50, text), names)) <= 320


def test_the_largest_group_comes_first_and_the_kept_are_in_none() -> None:
    verdicts = [
        broken("a:1", "x"),
        broken("a:2", "y"),
        broken("a:3", "y"),
        Verdict("a:4", "", KEPT),
    ]
    assert [[each.at for each in group] for group in by_cause(verdicts)] == [
        ["a:2", "a:3"],
        ["a:1"],
    ]


def test_failures_without_a_cause_are_no_group() -> None:
    assert [len(group) for group in by_cause([broken("a:1", ""), broken("a:2", "")])] == [1, 1]


def test_a_cause_is_one_report_and_the_other_scenarios() -> None:
    verdicts = [broken(f"a:{n}", "x", f"report {n}") for n in range(165)]
    told = "\n".join(told_by_cause(verdicts))
    assert told.startswith("165 failures of one cause. The first is\n  a:0  scenario at a:0\n")
    assert (told.count("report"), "report 0" in told) == (1, True)
    assert told.endswith(
        "The others are:\n" + "\n".join(f"  a:{n}  scenario at a:{n}" for n in range(1, 165)) + "\n"
    )


def test_a_failure_of_its_own_cause_is_one_line() -> None:
    told = told_by_cause([broken("a:1", "x", "report 1"), broken("a:2", "y", "report 2")])
    lines = ["  a:1  scenario at a:1", "  a:2  scenario at a:2", ""]
    assert told == ["Broken, each by a cause of its own:", *lines]
