"""Scenarios end in more ways than behave knows, and its own counts and exit code follow them."""

from pathlib import Path

import pytest

from alicebob.record.junit import FILE
from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    AHEAD_KEPT,
    BROKEN,
    COULD_NOT_TELL,
    KEPT,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NOT_PROMISED,
    NOT_STARTED,
)
from tests.alicebob.support.own_feature import Ended, run

PROFILE = """
name = "our chat"
command = "{python} -m server --port {port} --log-level warning"
promises = ["core", "support"]
known = [{ scenario = "A known failure", why = "ticket 17" }MORE]
ahead = [AHEAD]

[own_promises]
support = "an agent answers"
"""
GREEN = """
@promise.core
Feature: Green

  Scenario: A step that cannot tell
    Given user "Alice" connects to the chat
    When nobody can tell
    Then user "Alice" should receive message from "Bob" saying "never"

  Scenario: Laws that cannot be judged
    Given user "Alice" connects to the chat
    When the laws cannot be judged

  Scenario: A wait that cannot tell
    Given user "Alice" connects to the chat
    When the next wait cannot tell
    And user "Bob" connects to the chat

  Scenario: A known failure
    Given user "Alice" connects to the chat
    Then user "Alice" should receive message from "Bob" saying "never"

  Scenario: An ahead failure
    Given user "Alice" connects to the chat
    Then user "Alice" should receive message from "Bob" saying "never"

  @promise.typing
  Scenario: An ahead success
    Given user "Alice" connects to the chat

  @promise.rooms
  Scenario: A promise that is ahead
    Given user "Alice" connects to the chat

  @promise.names
  Scenario: A promise that is not given
    Given user "Alice" connects to the chat

  @promise.support
  Scenario: A promise of our own
    Given user "Alice" connects to the chat
"""
RED = """
@promise.core
Feature: Red

  Scenario: A known failure
    Given user "Alice" connects to the chat

  Scenario Outline: A known <kind>
    Given user "Alice" connects to the chatz

    Examples:
      | kind    |
      | mistake |

  Scenario: Cannot tell, but a law is broken
    Given user "Alice" connects to the chat
    When user "Alice" receives what nobody said
    And nobody can tell

  @setting.nonsense
  Scenario: A mistake in a tag
    Given user "Alice" connects to the chat

  Scenario: A plain failure
    Given user "Alice" connects to the chat
    Then user "Alice" should receive message from "Bob" saying "never"

  Scenario: The same failure once more
    Given user "Carol" connects to the chat
    Then user "Carol" should receive message from "Bob" saying "ever"
"""


pytestmark = pytest.mark.xdist_group("endings")  # one process has what it takes


@pytest.fixture(scope="module", params=[(), ("--stop",)], ids=["to its end", "stopping"])
def green(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Ended:
    ahead = '"An ahead failure", "ahead.feature :: An ahead success", "rooms"'
    profile = PROFILE.replace("MORE", "").replace("AHEAD", ahead)
    return run(tmp_path_factory.mktemp("green"), GREEN, profile, *request.param)


@pytest.fixture(scope="module")
def red(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    more = ', { scenario = "A known mistake", why = "ticket 18" }'
    profile = PROFILE.replace("MORE", more).replace("AHEAD", "")
    return run(tmp_path_factory.mktemp("red"), RED, profile)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("A step that cannot tell", COULD_NOT_TELL),
        ("Laws that cannot be judged", COULD_NOT_TELL),
        ("A wait that cannot tell", COULD_NOT_TELL),
        ("A known failure", KNOWN),
        ("An ahead failure", AHEAD_BROKEN),
        ("An ahead success", AHEAD_KEPT),
        ("A promise that is ahead", AHEAD_KEPT),
        ("A promise that is not given", NOT_PROMISED),
        ("A promise of our own", KEPT),
    ],
)
def test_each_has_its_outcome(green: Ended, name: str, outcome: str) -> None:
    assert green.of(name).verdict == outcome


def test_a_run_is_red_for_none_of_these(green: Ended) -> None:
    assert (green.code, "3 scenarios passed, 0 failed, 6 skipped" in green.output) == (0, True)


def test_what_could_not_be_told_has_its_reason_and_the_fact(green: Ended) -> None:
    verdict = green.of("A step that cannot tell")
    assert verdict.why == "the message came in time; the order was compared instead"
    assert (verdict.fact, verdict.step.startswith("When nobody can tell")) == ("echo = false", True)


def test_a_known_failure_has_its_why_and_its_report(green: Ended) -> None:
    verdict = green.of("A known failure")
    assert (verdict.why, "Requirement" in verdict.report) == ("ticket 17", True)


def test_the_summary_lists_them(green: Ended) -> None:
    for title in ("Could not tell:", "Known failures:", "Ahead of the promises, and broken:"):
        assert f"\n{title}\n" in green.output
    assert "\n    ticket 17\n" in green.output


def test_the_table_has_the_promise_of_the_team(green: Ended) -> None:
    (row,) = (line for line in green.output.splitlines() if line.startswith("support "))
    assert row.split()[1:] == ["1", "–", "–", "–", "–", "an", "agent", "answers"]


def test_every_scenario_is_a_case(green: Ended) -> None:
    names = [case.get("name") for case in green.junit.iter("testcase")]
    assert names == [verdict.name.strip() for verdict in green.verdicts]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("A known failure", KNOWN_PASSES),
        ("A known mistake -- @1.1", MISTAKE),
        ("Cannot tell, but a law is broken", BROKEN),
        ("A mistake in a tag", MISTAKE),
        ("A plain failure", BROKEN),
        ("The same failure once more", BROKEN),
    ],
)
def test_each_makes_a_run_fail(red: Ended, name: str, outcome: str) -> None:
    assert (red.of(name).verdict, red.of(name).is_red, red.code) == (outcome, True, 1)


def test_a_known_failure_that_passes_is_to_be_removed(red: Ended) -> None:
    sentence = "known failure passes now: remove it from known in the profile (ticket 17)"
    assert (red.of("A known failure").why, sentence in red.output) == (sentence, True)


def test_what_is_proven_when_a_step_cannot_tell_is_reported(red: Ended) -> None:
    verdict = red.of("Cannot tell, but a law is broken")
    assert (verdict.laws, "law: truth" in verdict.report) == (("truth",), True)
    assert "law: truth" in red.output


def test_a_mistake_is_told_in_its_verdict(red: Ended) -> None:
    assert "there is no step" in red.of("A known mistake -- @1.1").why
    assert "there is no tag @setting.nonsense" in red.of("A mistake in a tag").why


def test_failures_of_one_cause_have_one_report_and_a_count(red: Ended) -> None:
    above, title, end = red.output.partition("2 failures of one cause. The first is")
    assert (title != "", above.count("Run again"), end.count("Run again")) == (True, 2, 1)
    assert "The others are:\n  " in end


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        (
            'known = [{ scenario = "A plane failure", why = "ticket 17" }]',
            'known: there is no scenario "A plane failure"; did you mean "A plain failure"?',
        ),
        (
            'ahead = ["rums"]',
            'ahead: there is no promise or scenario "rums"; did you mean "rooms"?',
        ),
    ],
)
def test_a_mark_of_nothing_is_an_error_with_the_nearest(
    marks: str, sentence: str, tmp_path: Path
) -> None:
    profile = f'command = "server-that-is-not-started"\n{marks}\n'
    (tmp_path / "junit").mkdir()
    (tmp_path / "junit" / FILE).write_text("<testsuites/>")
    ended = run(tmp_path, RED, profile)
    assert (ended.code, sentence in ended.output, ended.verdicts) == (1, True, [])


def test_a_server_that_does_not_start_is_an_error_in_the_junit_file(tmp_path: Path) -> None:
    ended = run(tmp_path, RED, "command = \"sh -c 'echo no database; exit 3'\"\n")
    (error,) = ended.junit.iter("error")
    assert "The server did not start: it ended with exit code 3." in (error.get("message") or "")
    assert "no database" in (error.text or "")
    assert [verdict.verdict for verdict in ended.verdicts] == [NOT_STARTED]
