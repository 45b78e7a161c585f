"""Mistakes in feature files end a run with sentences and an exit code, and never in a traceback."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from alicebob.record import verdicts
from alicebob.record.verdicts import KEPT, MISTAKE

ROOT = Path(__file__).parents[3]
FORMATTER = "-fstory"
FEATURE = """
@promise.core
Feature: Mistakes

  Rule: Each is told in a sentence
    Scenario: Right
      Given user "Alice" connects to the chat

    Scenario Outline: An unknown <kind>
      Given user "Alice" connects to the chat
      When user "Alice" sends <kind> as a message
      Examples:
        | kind  |
        | emojie |

    Scenario: An undefined step
      Given user "Alice" connects to the chatz

    Scenario: An unknown dialect
      Given user "Alice" speaks "eventz"

    Scenario: An unknown user
      Given user "Alice" connects to the chat
      When user "Alise" sends message "hi"

    Scenario: An unknown reason
      Given user "Alice" connects to the chat
      Then user "Alice" should be told that the massage is invalid

    @breaks.konnection
    Scenario: An unknown law
      Given user "Alice" connects to the chat

    @setting.smalle
    Scenario: An unknown setting
      Given user "Alice" connects to the chat

    @promise.kore
    Scenario: An unknown promise
      Given user "Alice" connects to the chat
"""


SCENARIOS = [line for line in FEATURE.splitlines() if line.lstrip().startswith("Scenario")]


pytestmark = pytest.mark.xdist_group("mistakes")  # one process has what it takes


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, Path]:
    """The exit code, the output, and the JUnit file of a run on the feature above."""
    folder = tmp_path_factory.mktemp("mistakes")
    for name in ("steps", "environment.py"):
        (folder / name).symlink_to(ROOT / name)
    feature = folder / "mistakes.feature"
    feature.write_text(FEATURE)
    command = [sys.executable, "-m", "behave", FORMATTER, "--junit"]
    command += ["--junit-directory", str(folder / "junit"), str(feature)]
    command += [f"-Dverdicts={folder / 'verdicts'}"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    (junit,) = (folder / "junit").iterdir()
    return ended.returncode, ended.stdout + ended.stderr, junit


def test_a_run_with_mistakes_fails(run: tuple[int, str, Path]) -> None:
    assert run[0] == 1


@pytest.mark.parametrize(
    "sentence",
    [
        'there is no text with "emojie"; did you mean "an emoji"?',
        "The nearest is 'Given user \"{user}\" connects to the chat'.",
        'there is no dialect "eventz"; did you mean "events"?',
        'no user called "Alise" has connected in this scenario; did you mean "Alice"?',
        'there is no reason to be told "the massage is invalid"; did you mean',
        'there is no tag @breaks.konnection; did you mean "@breaks.connection"?',
        'there is no tag @setting.smalle; did you mean "@setting.small"?',
        'there is no tag @promise.kore; did you mean "@promise.core"?',
    ],
)
def test_each_mistake_is_a_sentence_with_the_way_out(
    run: tuple[int, str, Path], sentence: str
) -> None:
    assert sentence in run[1]


@pytest.mark.parametrize("line", [11, 17, 20, 24, 28, 31, 35, 39])
def test_each_mistake_is_told_with_its_line(run: tuple[int, str, Path], line: int) -> None:
    assert f"mistakes.feature:{line}" in run[1]


def test_no_mistake_is_a_traceback(run: tuple[int, str, Path]) -> None:
    assert ("Traceback" in run[1], "KeyError" in run[1]) == (False, False)


def test_scenarios_in_rules_and_outlines_have_durations(run: tuple[int, str, Path]) -> None:
    cases = ElementTree.parse(run[2]).getroot().findall("testcase")
    seconds = {case.get("name", ""): float(case.get("time", "")) for case in cases}
    assert seconds["Right"] > 0
    assert seconds["An unknown emojie -- @1.1 "] > 0


def test_the_duration_of_a_feature_is_that_of_all_its_scenarios(
    run: tuple[int, str, Path],
) -> None:
    suite = ElementTree.parse(run[2]).getroot()
    seconds = sum(float(case.get("time", "")) for case in suite.findall("testcase"))
    assert float(suite.get("time", "")) == pytest.approx(seconds, abs=1e-4)


def test_an_undefined_step_is_explained_in_the_junit_file(run: tuple[int, str, Path]) -> None:
    errors = ElementTree.parse(run[2]).getroot().findall("testcase/error")
    assert any("there is no step" in error.get("message", "") for error in errors)


def test_no_mistake_is_a_verdict_on_the_server(run: tuple[int, str, Path]) -> None:
    found = verdicts.read(run[2].parent.parent / "verdicts")
    outcomes = {verdict.name: verdict.verdict for verdict in found}
    assert outcomes.pop("Right") == KEPT
    assert set(outcomes.values()) == {MISTAKE}
    assert len(outcomes) == len(SCENARIOS) - 1
