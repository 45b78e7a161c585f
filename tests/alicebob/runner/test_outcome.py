"""The outcome of a run, from what its processes find in any order."""

import json
from dataclasses import asdict, replace
from itertools import permutations

import pytest

from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    BROKEN,
    COULD_NOT_TELL,
    KEPT,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    NOT_STARTED,
    Verdict,
)
from alicebob.runner.messages import DidNotStart, Judged, Noted
from alicebob.runner.outcome import Outcome, in_order
from alicebob.runner.workers import Died, Result
from alicebob.servers.process import ServerDidNotStart

FAILURE = Verdict(
    "a.feature:7", "Ann leaves", BROKEN, step="Then x  (a.feature:9)", report="A report.", cause="c"
)
UNSTARTED = Verdict("a.feature:9", "Ann comes", NOT_STARTED, why="It did not start: -D patience=")


def judged(verdict: str) -> Judged:
    return told_by(Verdict("a.feature:7", "Ann leaves", verdict))


def told_by(verdict: Verdict) -> Judged:
    return Judged((json.dumps(asdict(verdict)),))


def after(*results: Result) -> Outcome:
    outcome = Outcome()
    for result in results:
        outcome.add(result)
    return outcome


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ([judged(KEPT)], 0),
        ([judged(KEPT), judged(NOT_PROMISED)], 0),
        ([judged(KEPT), judged(COULD_NOT_TELL)], 0),
        ([judged(KNOWN)], 0),
        ([judged(AHEAD_BROKEN)], 0),
        ([judged(KEPT), judged(BROKEN)], 1),
        ([judged(KEPT), judged(KNOWN_PASSES)], 1),
        ([judged(KEPT), judged(BROKEN), judged(MISTAKE)], 2),
        ([judged(KEPT), judged(NOT_STARTED)], 3),
        ([judged(KEPT), judged(BROKEN), judged(NOT_STARTED)], 1),
        ([DidNotStart("It did not start.")], 3),
        ([DidNotStart("There is no such option.", is_mistake=True)], 2),
        ([judged(KEPT), Died("Traceback")], 1),
        ([judged(NOT_PROMISED)], 4),
        ([judged(NOT_FOR_THIS_DIALECT)], 4),
        ([judged(COULD_NOT_TELL)], 4),
        ([], 4),
    ],
)
def test_the_exit_code_is_the_same_in_any_order(results: list[Result], code: int) -> None:
    codes = {after(*order).exit_code for order in permutations(results)}
    assert codes == {code}


def test_an_interrupted_run_has_its_own_exit_code() -> None:
    outcome = after(judged(BROKEN))
    outcome.is_interrupted = True
    assert outcome.exit_code == 130


@pytest.mark.parametrize("verdict", [KEPT, KNOWN, AHEAD_BROKEN, COULD_NOT_TELL, NOT_PROMISED])
def test_nothing_is_told_about_a_scenario_that_makes_no_run_fail(verdict: str) -> None:
    assert Outcome().add(judged(verdict)) == ""


def test_a_failure_is_told_at_once() -> None:
    assert Outcome().add(told_by(FAILURE)) == (
        "a.feature:7  Ann leaves\n  Then x  (a.feature:9)\n\nA report.\n"
    )


def test_a_second_failure_of_one_cause_is_told_in_a_line() -> None:
    outcome = after(told_by(FAILURE))
    another = replace(FAILURE, at="b.feature:2", name="Bob leaves")
    assert outcome.add(told_by(another)) == (
        "b.feature:2  Bob leaves\n  The cause is that of a.feature:7, reported above."
    )


def test_failures_without_a_cause_are_all_told() -> None:
    outcome = Outcome()
    alone = told_by(replace(FAILURE, cause=""))
    assert outcome.add(alone) == outcome.add(alone) != ""


def test_a_mistake_is_told_with_its_way_out() -> None:
    mistake = Verdict("a.feature:7", "Ann leaves", MISTAKE, why="There is no step.")
    assert Outcome().add(told_by(mistake)) == "a.feature:7  Ann leaves\n\nThere is no step.\n"


def test_a_server_that_does_not_start_is_told_once_and_has_one_verdict() -> None:
    outcome = Outcome()
    told = [outcome.add(DidNotStart("It did not start: -D patience=")) for _ in range(2)]
    assert told == ["It did not start: --patience", ""]
    assert outcome.verdicts == [
        Verdict("", ServerDidNotStart.step, NOT_STARTED, why="It did not start: --patience")
    ]


def test_an_invalid_option_has_no_verdict() -> None:
    assert after(DidNotStart("There is no such option.", is_mistake=True)).verdicts == []


def test_a_setting_with_which_no_server_starts_is_told_once() -> None:
    outcome = Outcome()
    first = "a.feature:9  Ann comes\n\nIt did not start: --patience\n"
    another = replace(UNSTARTED, at="b.feature:2")
    assert [outcome.add(told_by(each)) for each in (UNSTARTED, another)] == [first, ""]


@pytest.mark.parametrize(
    ("results", "is_over"),
    [
        ([judged(KEPT)], False),
        ([judged(KEPT), judged(NOT_STARTED)], False),
        ([DidNotStart("It did not start.")], True),
        ([judged(KEPT), DidNotStart("It did not start.")], False),
        ([DidNotStart("There is no such option.", is_mistake=True)], True),
        ([judged(KEPT), Died("")], True),
    ],
)
def test_a_run_goes_on_while_there_is_a_point_in_it(results: list[Result], is_over: bool) -> None:
    assert after(*results).is_over == is_over


def test_verdicts_are_written_in_the_order_of_the_features() -> None:
    found = [Verdict(at, "x", KEPT) for at in ("b:1", "a:10", "", "a:9")]
    ordered = in_order(found, ["a:9", "a:10", "b:1"])
    assert [each.at for each in ordered] == ["", "a:9", "a:10", "b:1"]


def test_what_was_odd_about_servers_is_noted_once_and_is_no_verdict() -> None:
    outcome = after(judged(KEPT), Noted("It was killed."), Noted("It was killed."), Noted("So?"))
    assert (outcome.notes, outcome.done, outcome.exit_code) == (["It was killed.", "So?"], 1, 0)
