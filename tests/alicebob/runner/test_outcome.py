"""The outcome of a run, from what its processes find in any order."""

import json
from dataclasses import asdict
from itertools import permutations

import pytest

from alicebob.record.verdicts import BROKEN, KEPT, NOT_FOR_THIS_DIALECT, NOT_PROMISED, Verdict
from alicebob.runner.messages import DidNotStart, Judged
from alicebob.runner.outcome import Outcome, in_order, scenarios
from alicebob.runner.workers import Died

Result = Judged | DidNotStart | Died


def judged(verdict: str, at: str = "a.feature:7", **more: bool) -> Judged:
    record = json.dumps(asdict(Verdict(at, "Somebody leaves", verdict)))
    return Judged(at, (record,), "a report" if verdict == BROKEN else "", **more)


def after(*results: Result) -> Outcome:
    outcome = Outcome()
    for result in results:
        outcome.add(result)
    return outcome


MISTAKE = Judged("a.feature:9", (), "there is no step", is_mistake=True)
UNSTARTED = Judged("a.feature:9", (), "a.feature:9  x\n\nIt did not start.", is_start=True)


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ([judged(KEPT)], 0),
        ([judged(KEPT), judged(NOT_PROMISED)], 0),
        ([judged(KEPT), judged(BROKEN)], 1),
        ([judged(KEPT), judged(BROKEN, is_mistake=True)], 2),
        ([judged(KEPT), judged(BROKEN), MISTAKE], 2),
        ([judged(KEPT), UNSTARTED], 3),
        ([judged(KEPT), judged(BROKEN), UNSTARTED], 1),
        ([DidNotStart("It did not start.")], 3),
        ([DidNotStart("There is no such option.", is_mistake=True)], 2),
        ([judged(KEPT), Died("Traceback")], 1),
        ([judged(NOT_PROMISED)], 4),
        ([judged(NOT_FOR_THIS_DIALECT)], 4),
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


def test_a_report_is_told_at_once() -> None:
    assert Outcome().add(judged(BROKEN)) == "a report"


def test_a_server_that_does_not_start_is_told_once() -> None:
    outcome = Outcome()
    told = [outcome.add(DidNotStart("It did not start: -D patience=")) for _ in range(2)]
    assert told == ["It did not start: --patience", ""]


def test_a_setting_with_which_no_server_starts_is_told_once() -> None:
    outcome = Outcome()
    another = Judged("a.feature:11", (), "a.feature:11  y\n\nIt did not start.", is_start=True)
    assert [outcome.add(each) for each in (UNSTARTED, another)] == [UNSTARTED.report, ""]


def test_equal_reports_of_broken_scenarios_are_all_told() -> None:
    outcome = Outcome()
    assert [outcome.add(judged(BROKEN)) for _ in range(2)] == ["a report", "a report"]


@pytest.mark.parametrize(
    ("results", "is_over"),
    [
        ([judged(KEPT)], False),
        ([judged(KEPT), UNSTARTED], False),
        ([DidNotStart("It did not start.")], True),
        ([judged(KEPT), DidNotStart("It did not start.")], False),
        ([judged(KEPT), Died("")], True),
    ],
)
def test_a_run_goes_on_while_there_is_a_point_in_it(results: list[Result], is_over: bool) -> None:
    assert after(*results).is_over == is_over


def test_the_summary_counts_what_all_processes_found() -> None:
    outcome = after(judged(KEPT), judged(KEPT), judged(BROKEN), judged(NOT_PROMISED), MISTAKE)
    assert outcome.summary("our chat", 1.25, 6).splitlines() == [
        "Server under test: our chat; 3 scenarios judged in 1.2 s: 2 kept, 1 broken.",
        "Not promised: 1 scenario",
        "There are mistakes in features or options, told above: mend them first.",
        "Not run: 1 scenario.",
    ]


def test_a_summary_of_nothing_says_that_nothing_is_proved() -> None:
    assert "nothing is proved" in after(judged(NOT_PROMISED)).summary("our chat", 1.0, 1)


def test_verdicts_are_written_in_the_order_of_the_features() -> None:
    found = [Verdict(at, "x", KEPT) for at in ("b:1", "a:10", "a:9")]
    assert [each.at for each in in_order(found, ["a:9", "a:10", "b:1"])] == ["a:9", "a:10", "b:1"]


@pytest.mark.parametrize(("count", "words"), [(1, "1 scenario"), (1662, "1,662 scenarios")])
def test_a_number_of_scenarios(count: int, words: str) -> None:
    assert scenarios(count) == words
