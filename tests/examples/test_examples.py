"""Every example keeps what it promises, and each of its faults is found on its own wire."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from alicebob.record import verdicts
from alicebob.record.verdicts import BROKEN, KEPT
from mutants.relay.examples import EXAMPLES, why_not
from tests.alicebob.support.browsers import expect_browser

ROOT = Path(__file__).parents[2]
WITH_A_PAGE = [each for each in EXAMPLES if "[page]" in (each / "profile.toml").read_text()]
DEADLINE = 600.0  # seconds; only a broken test ever gets there
FEWEST_FAULTS = 2


def faults_of(folder: Path) -> list[dict[str, Any]]:
    faults: list[dict[str, Any]] = tomllib.loads((folder / "faults.toml").read_text())["fault"]
    return faults


FAULTS = [
    pytest.param(folder, fault, id=f"{folder.name}-{fault['name']}")
    for folder in EXAMPLES
    for fault in faults_of(folder)
]


def skip_unless_installed(folder: Path) -> None:
    if why := why_not(folder):
        pytest.skip(f"NOT JUDGED: examples/{folder.name}: {why}")


def judge(folder: Path, file: Path, *options: str, fault: str = "") -> tuple[int, str]:
    """Judge an example; return the exit code and the output."""
    skip_unless_installed(folder)
    command = [sys.executable, "-m", "alicebob", "judge", "--profile", str(folder / "profile.toml")]
    environment = {**os.environ, "FAULT": fault}
    run = subprocess.run(
        [*command, "--verdicts", str(file), *options],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    return run.returncode, run.stdout + run.stderr


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_is_described(folder: Path) -> None:
    assert f"`{folder.name}`" in (ROOT / "examples" / "README.md").read_text()
    assert len(faults_of(folder)) >= FEWEST_FAULTS
    assert all(fault["what"] and fault["breaks"] for fault in faults_of(folder))


@pytest.mark.examples
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_keeps_what_it_promises(folder: Path, tmp_path: Path) -> None:
    code, told = judge(folder, tmp_path / "verdicts")
    judged = {each.verdict for each in verdicts.read(tmp_path / "verdicts")}
    assert (code, KEPT in judged) == (0, True), told


@pytest.mark.browser
@pytest.mark.examples
@pytest.mark.parametrize("folder", WITH_A_PAGE, ids=lambda folder: folder.name)
def test_the_page_of_an_example_shows_what_it_promises(folder: Path, tmp_path: Path) -> None:
    code, told = judge(folder, tmp_path / "verdicts", "--via", "browser")
    judged = {each.verdict for each in verdicts.read(tmp_path / "verdicts")}
    assert (code, KEPT in judged) == (0, True), told


@pytest.mark.examples
@pytest.mark.parametrize(("folder", "fault"), FAULTS)
def test_a_fault_is_found(folder: Path, fault: dict[str, Any], tmp_path: Path) -> None:
    breaks, via = fault["breaks"], fault.get("via", "socket")
    if via != "socket":
        expect_browser()
    tags = " or ".join(f"@promise.{promise}" for promise in breaks)
    options = ["--no-first-talk", "--tags", tags, "--enough", "1", "--via", via]
    code, told = judge(folder, tmp_path / "verdicts", *options, fault=fault["name"])
    judged = verdicts.read(tmp_path / "verdicts")
    broken = {name for each in judged if each.verdict == BROKEN for name in each.promises}
    assert (code, bool(broken & set(breaks))) == (1, True), told
