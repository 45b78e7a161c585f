"""The wheel: what it contains, and that it works in an empty environment, far from any clone.

The environment has the wheel and, of the packages that are installed here, those that it asks for.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from alicebob import __version__
from alicebob.cli import init

ROOT = Path(__file__).parent.parent
BUNDLED = ("features", "profiles", "server", "steps", "environment.py", "docs/asyncapi.json")
LEFT_OUT = {".c", ".so", ".pyc"}  # the wheel is pure Python
PATIENCE = 300.0  # seconds; only a broken test ever gets there


pytestmark = pytest.mark.xdist_group("wheel")  # one process has what it takes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    run([*build, "--directory", str(folder)], ROOT)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def judge_only(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with ``alicebob``."""
    return environment(wheel, "", tmp_path_factory.mktemp("judge"))


@pytest.fixture(scope="module")
def with_server(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with ``alicebob[server]``."""
    return environment(wheel, "server", tmp_path_factory.mktemp("server"))


def environment(wheel: Path, extra: str, folder: Path) -> Path:
    run([sys.executable, "-m", "venv", "--without-pip", "venv"], folder)
    programs = folder / "venv" / "bin"
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    pip(programs, "install", "--no-index", "--no-deps", str(wheel))
    (ours,) = distributions(name="alicebob", path=[str(site)])
    for package in {d.name: d for d in required_by(ours, {extra})}.values():
        for name in {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}:
            (site / name).symlink_to(str(package.locate_file(name)))
    pip(programs, "check")
    return programs


def required_by(package: Distribution, extras: Iterable[str]) -> Iterator[Distribution]:
    """All packages that one needs with these extras, directly or not."""
    for text in package.requires or ():
        one = Requirement(text)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras):
            found = distribution(one.name)
            yield found
            yield from required_by(found, {"", *one.extras})


def pip(programs: Path, *words: str) -> None:
    run([sys.executable, "-m", "pip", "--python", str(programs / "python"), *words], programs)


def run(command: list[str], folder: Path, expected: int = 0) -> str:
    """The output of a program that runs in a folder, in an environment without our paths."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    end = subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, timeout=PATIENCE
    )
    assert end.returncode == expected, end.stdout + end.stderr
    return end.stdout + end.stderr


def judged(programs: Path, folder: Path, *words: str) -> str:
    """The output of a run on the features that the wheel contains."""
    python = str(programs / "python")
    where = "from alicebob import installed; print(installed.FEATURES)"
    features = run([python, "-c", where], folder).strip()
    rooms = f"{features}/rooms/rooms.feature"  # the first path says where the steps stand
    story = "--format=alicebob.runner.formatter:FailureReportFormatter"
    return run([python, "-m", "behave", story, rooms, *words], folder)


def test_nothing_but_the_package_lands_beside_other_packages(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"alicebob", f"alicebob-{__version__}.dist-info"}


def test_it_has_all_that_the_suite_and_the_server_need_and_nothing_compiled(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"alicebob/bundled/{name}" for place in BUNDLED for name in files_at(place)}
    wanted |= set(files_at("alicebob"))
    assert wheel.name.endswith("-py3-none-any.whl")
    assert {name for name in names if "dist-info" not in name} == wanted


def files_at(place: str) -> Iterator[str]:
    path = ROOT / place
    for file in [path] if path.is_file() else path.rglob("*"):
        if file.is_file() and file.suffix not in LEFT_OUT:
            yield str(file.relative_to(ROOT))


def test_it_has_a_command(judge_only: Path, tmp_path: Path) -> None:
    told = run([str(judge_only / "alicebob"), "--version"], tmp_path)
    assert told == f"alicebob {__version__}\n"


def test_it_lists_its_steps(judge_only: Path, tmp_path: Path) -> None:
    told = run([str(judge_only / "alicebob"), "steps", "--json"], tmp_path)
    assert len(json.loads(told)) > 300


def test_without_the_extra_the_server_says_what_it_needs(judge_only: Path, tmp_path: Path) -> None:
    told = run([str(judge_only / "alicebob"), "serve"], tmp_path, expected=3)
    assert told.startswith("alicebob serve: the reference server needs aiohttp, ")
    assert told.endswith("pip install 'alicebob[server]'\n")


@pytest.mark.parametrize("name", ["server", "steps", "features", "environment", "bundled"])
def test_our_other_folders_are_nobodys_packages(
    name: str, judge_only: Path, tmp_path: Path
) -> None:
    told = run([str(judge_only / "python"), "-c", f"import {name}"], tmp_path, expected=1)
    assert f"No module named '{name}'" in told


def test_it_judges_the_reference_server(with_server: Path, tmp_path: Path) -> None:
    told = judged(with_server, tmp_path)
    assert "Server under test: reference; 15 scenarios judged" in told


def test_the_folder_to_begin_with_is_green(with_server: Path, tmp_path: Path) -> None:
    run([str(with_server / "alicebob"), "init"], tmp_path)
    assert [name for name in init.FILES if not (tmp_path / name).is_file()] == []
    told = judged(with_server, tmp_path, "features", "-Dprofile=alicebob.toml")
    assert "Server under test: our chat; 1 scenario judged" in told
