"""``alicebob judge`` on real servers: what it prints, and its exit codes."""

import argparse
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from alicebob.cli.judge import add_parser, plan_of
from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, KEPT

ROOT = Path(__file__).parents[3]
DEADLINE = 120.0  # seconds; only a broken test ever gets there
SOUND = "{python} -m server --port {port} --log-level warning"
DEAF = """
import asyncio, os, runpy, signal, sys
sys.path.insert(0, os.getcwd())
signal.signal(signal.SIGTERM, signal.SIG_IGN)
asyncio.SelectorEventLoop.add_signal_handler = lambda *_: None
runpy.run_module("server", run_name="__main__")
"""
"""The sound server, but for SIGTERM, which it ignores."""
NEEDS_A_SETTING = f'if [ -n "$CHAT_UNIQUE_NAMES" ]; then exit 5; fi; exec {SOUND}'
HEAD = """
@promise.core
Feature: {name}

  Rule: Everything is told
"""
KEPT_SCENARIO = """
    Scenario: Alice connects {number}
      Given user "Alice" connects to the chat
"""
BROKEN_SCENARIO = """
    Scenario: Bob waits for what nobody said
      Given users "Alice" and "Bob" connect to the chat
      Then user "Bob" should receive message from "Alice" saying "Hello"
"""


def feature(folder: Path, *scenarios: str, name: str = "own") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.feature"
    path.write_text(HEAD.format(name=name) + "".join(scenarios))
    return path


def judge(*arguments: str, server: str = SOUND) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alicebob", "judge", "--server", server, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE)


def judge_own(folder: Path, *arguments: str, server: str = SOUND) -> tuple[int, str]:
    """The exit code and the output of a run on the features in a folder."""
    own = ["--features", str(folder), "--only-own", "--patience", "1"]
    run = judge(*own, *arguments, server=server)
    assert "Traceback" not in run.stdout + run.stderr
    return run.returncode, run.stdout + run.stderr


def kept(count: int) -> list[str]:
    return [KEPT_SCENARIO.format(number=number) for number in range(count)]


def test_a_server_that_keeps_its_promises(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        feature(tmp_path / "own", *kept(2), name=name)
    file = tmp_path / "verdicts"
    code, told = judge_own(tmp_path / "own", "--jobs", "3", "--verdicts", str(file))
    assert (code, told.splitlines()[0]) == (
        0,
        "Judging the given command: 6 scenarios of 3 features, in 3 processes.",
    )
    assert told.endswith("Scenarios: 6 kept.\n")
    judged = verdicts.read(file)
    assert [each.verdict for each in judged] == [KEPT] * 6
    assert [each.at.rpartition("/")[2] for each in judged] == [
        f"{name}.feature:{line}" for name in ("one", "three", "two") for line in (7, 10)
    ]


def test_servers_that_had_to_be_killed_are_told_of_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        feature(tmp_path / "own", *kept(1), name=name)
    deaf = tmp_path / "deaf.py"
    deaf.write_text(DEAF)
    server = f"{{python}} {deaf} --port {{port}} --log-level warning"
    code, told = judge_own(tmp_path / "own", "--jobs", "2", server=server)
    assert (code, told.count("within 6 s of SIGTERM: it was killed.\n")) == (0, 1)


def test_a_server_that_breaks_a_promise(tmp_path: Path) -> None:
    path = feature(tmp_path / "own", *kept(1), BROKEN_SCENARIO, name="waiting")
    code, told = judge_own(path.parent, "--jobs", "2")
    assert (code, "Scenarios: 1 kept; 1 broken." in told) == (1, True)
    assert "waiting.feature:10  Bob waits for what nobody said" in told
    assert "alicebob judge --only " in told
    assert f"--server '{SOUND}'" in told


@pytest.mark.parametrize("order", [[], ["--shuffle", "7"], ["--jobs", "2"]])
def test_verdicts_do_not_depend_on_order(order: list[str], tmp_path: Path) -> None:
    feature(tmp_path / "own", *kept(1), BROKEN_SCENARIO, *kept(2))
    file = tmp_path / "verdicts"
    code, _ = judge_own(tmp_path / "own", "--verdicts", str(file), *order)
    assert code == 1
    assert [each.verdict for each in verdicts.read(file)] == [KEPT, BROKEN, KEPT, KEPT]


def test_a_random_order_tells_how_to_repeat_it(tmp_path: Path) -> None:
    feature(tmp_path / "own", *kept(1))
    code, told = judge_own(tmp_path / "own", "--shuffle", "--jobs", "1")
    assert (code, "The order is random: --shuffle " in told) == (0, True)


def test_enough_broken_scenarios_end_the_run(tmp_path: Path) -> None:
    feature(tmp_path / "own", BROKEN_SCENARIO, *kept(5))
    code, told = judge_own(tmp_path / "own", "--jobs", "1", "--enough", "1")
    assert (code, "as --enough wants" in told, "Not run: " in told) == (1, True, True)


UNDEFINED = """
    Scenario: An undefined step
      Given user "Alice" connects to the chatz
"""
UNKNOWN_TAG = """
    @promise.kore
    Scenario: An unknown tag
      Given user "Alice" connects to the chat
"""


@pytest.mark.parametrize(
    ("scenario", "sentence"),
    [
        (UNDEFINED, "there is no step 'Given user \"Alice\" connects to the chatz'"),
        (UNKNOWN_TAG, 'there is no tag @promise.kore; did you mean "@promise.core"?'),
    ],
)
def test_a_mistake_in_a_feature(scenario: str, sentence: str, tmp_path: Path) -> None:
    feature(tmp_path / "own", *kept(1), scenario)
    code, told = judge_own(tmp_path / "own", "--jobs", "1")
    assert (code, sentence in told) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--dialect", "eventz"], "--dialect takes one of plain"),
        (["--promises", "kore"], 'there is no promise "kore"; did you mean "core"?'),
        (["--url", "http://localhost:1"], "give one of --server and --url, not both"),
        (["--patience", "soon"], "--patience takes seconds"),
        (["--jobs", "0"], "--jobs/-j: it takes a whole number from 1"),
        (["--enough", "no"], "--enough: it takes a whole number"),
        (["--shuffle", "x"], "a seed is a whole number"),
        (["--only", "leaving1"], 'there is no feature "leaving1"; did you mean "leaving"?'),
        (["--only", "README.md"], "there is no feature file at"),
        (["--name", "("], "--name takes a regular expression"),
        (["--tags", "@a and"], "--tags: "),
        (["--features", "/no/such/folder"], "there is no folder /no/such/folder"),
        (["--only-own"], "--only-own needs --features"),
        (["--verdicts", "/no/such/folder/file"], "cannot be written"),
        (["--pattern", "x"], "--pattern"),
        (["--", "--no-such-option"], "--no-such-option"),
    ],
)
def test_a_mistake_in_the_options(arguments: list[str], sentence: str) -> None:
    run = judge("--only", "rooms", *arguments)
    told = run.stdout + run.stderr
    assert (run.returncode, sentence in told, "Traceback" in told) == (2, True, False), told


def test_a_feature_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "own.feature").write_text("Feature: A\n  Scenario: B\n    Given x\n    Whatever\n")
    code, told = judge_own(tmp_path)
    assert (code, "this is no feature: " in told) == (2, True)


@pytest.mark.parametrize("server", ["sh -c 'echo no; exit 3'", "/no/such/server"])
def test_a_server_that_does_not_start_is_told_once(server: str, tmp_path: Path) -> None:
    feature(tmp_path / "own", *kept(2))
    feature(tmp_path / "own", *kept(2), name="another")
    code, told = judge_own(tmp_path / "own", "--jobs", "2", server=server)
    sentences = told.count("did not start") + told.count("cannot be run")
    assert (code, sentences) == (3, 1), told


def test_a_server_that_does_not_start_with_a_setting_is_told_once(tmp_path: Path) -> None:
    tagged = ["\n    @setting.unique" + scenario.lstrip("\n") for scenario in kept(2)]
    feature(tmp_path / "own", *kept(1), *(each.replace("unique", "unique\n") for each in tagged))
    code, told = judge_own(tmp_path / "own", "--jobs", "1", server=NEEDS_A_SETTING)
    assert (code, told.count("It printed"), "1 kept" in told) == (3, 1, True), told


@pytest.mark.parametrize("arguments", [["--tags", "@promise.rooms"], ["--name", "nobody"]])
def test_a_run_that_judges_nothing(arguments: list[str], tmp_path: Path) -> None:
    feature(tmp_path / "own", *kept(1))
    code, told = judge_own(tmp_path / "own", *arguments)
    assert (code, "nothing is proved" in told) == (4, True)


def test_what_is_not_promised_is_not_judged() -> None:
    run = judge("--only", "rooms", "--promises", "core", "--jobs", "1")
    assert (run.returncode, "Scenarios: 15 not promised." in run.stdout) == (4, True), run.stdout


STEPS = """
import os
from behave import given

@given("the process of the suite ends")
def step_end(context):
    os._exit(9)
"""
DYING = """
    Scenario: The end of the process
      Given the process of the suite ends
"""


def test_a_process_of_the_suite_that_dies_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step is one of the team's own, from the folder of its features."""
    path = feature(tmp_path / "own", *kept(1), DYING)
    (path.parent / "steps").mkdir()
    (path.parent / "steps" / "own_steps.py").write_text(STEPS)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    code, told = judge_own(path.parent, "--jobs", "1")
    assert (code, "ended in the middle of its work" in told) == (1, True), told
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_command_may_begin_and_end_with_quotes(tmp_path: Path) -> None:
    feature(tmp_path / "own", *kept(1))
    code, told = judge_own(tmp_path / "own", server="'{python}' -m server --port '{port}'")
    assert code == 0, told


def test_behave_takes_what_follows_two_hyphens(tmp_path: Path) -> None:
    feature(tmp_path / "own", *kept(1))
    code, told = judge_own(tmp_path / "own", "--", "--format=plain")
    assert (code, 'Given user "Alice" connects to the chat ... passed' in told) == (0, True), told


def test_the_help_has_examples_and_the_exit_codes() -> None:
    told = judge("--help").stdout
    assert ("examples:" in told, "130  interrupted" in told) == (True, True)


def test_ci_systems_get_one_junit_file_of_all_processes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        feature(tmp_path / "own", *kept(1), BROKEN_SCENARIO, name=name)
    code, _ = judge_own(tmp_path / "own", "--jobs", "2", "--junit", str(tmp_path / "reports"))
    (file,) = (tmp_path / "reports").iterdir()
    root = ElementTree.parse(file).getroot()
    assert (code, root.get("tests"), root.get("failures")) == (1, "4", "2")
    assert len(root.findall("testsuite")) == 2


@pytest.mark.parametrize(
    ("given", "first_talk", "again"), [([], None, False), (["--no-first-talk"], "no", True)]
)
def test_a_run_may_begin_without_a_first_talk(
    given: list[str], first_talk: str | None, again: bool
) -> None:
    commands = argparse.ArgumentParser()
    add_parser(commands.add_subparsers())
    plan = plan_of(commands.parse_args(["judge", "--profile=reference", *given]))
    assert plan.job.options.get("first_talk") == first_talk
    assert ("--no-first-talk" in plan.job.options["again"]) is again
