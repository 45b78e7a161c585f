"""The scenarios that a run selects, by names, places and tags."""

import os
from pathlib import Path

import pytest

from alicebob.runner.selection import as_only_takes, configuration, resolve, select
from alicebob.servers.profile import BadOption

FEATURE = """
@promise.core
Feature: Own

  Rule: Two
    @slow
    Scenario: First
      Given a step

    Scenario Outline: Second <word>
      Given a step
      And another

      Examples:
        | word |
        | one  |
        | two  |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "leaving.feature").write_text(FEATURE)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("people", "people"),
        ("leaving", "people/leaving.feature"),
        ("leaving:7", "people/leaving.feature:7"),
        ("people/leaving", "people/leaving.feature"),
        ("people/leaving.feature:7", "people/leaving.feature:7"),
    ],
)
def test_a_feature_is_found_by_its_name(name: str, path: str, folder: Path) -> None:
    assert resolve(name, [folder / "nowhere", folder]) == str(folder / path)


def test_a_path_stays_as_it_is(folder: Path) -> None:
    path = f"{folder}/people/leaving.feature:7"
    assert resolve(path, []) == path


@pytest.mark.parametrize(("name", "near"), [("leaving1", "leaving"), ("people1:7", "people")])
def test_an_unknown_name_is_told_with_the_nearest(name: str, near: str, folder: Path) -> None:
    with pytest.raises(BadOption, match=f'--only: there is no feature .* did you mean "{near}"'):
        resolve(name, [folder])


@pytest.mark.parametrize(
    ("arguments", "place", "lines"),
    [
        ([], "people", [7, 16, 17]),
        ([], "people/leaving.feature:7", [7]),
        ([], "people/leaving.feature:17", [17]),
        (["--name=Second .* one"], "people", []),
        (["--name=^Second one"], "people", [16]),
        (["--tags=@slow"], "people", [7]),
        (["--tags=@promise.core and not @slow"], "people", [16, 17]),
        (["--exclude=leaving"], "people", []),
    ],
)
def test_scenarios_are_selected(
    arguments: list[str], place: str, lines: list[int], folder: Path
) -> None:
    places = select(configuration(arguments), [str(folder / place)])
    assert [place.line for place in places] == lines


def test_a_place_that_is_named_twice_is_judged_once(folder: Path) -> None:
    (folder / "arriving.feature").write_text(FEATURE)
    paths = [str(folder / "arriving.feature"), str(folder / "people"), str(folder)]
    places = select(configuration([]), paths)
    assert [(place.path, place.line, place.steps) for place in places] == [
        (os.path.relpath(folder / name), line, steps)
        for name in ("arriving.feature", "people/leaving.feature")
        for line, steps in ((7, 1), (16, 2), (17, 2))
    ]


@pytest.mark.parametrize("shown", ["{folder}/features", "../features"])
def test_a_place_elsewhere_is_named_as_only_takes_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, shown: str
) -> None:
    (folder / "work").mkdir()
    monkeypatch.chdir(folder / "work")
    place = f"--only {shown.format(folder=folder)}/people/leaving.feature:12"
    told = as_only_takes(place, folder / "features")
    assert told == "--only people/leaving.feature:12"
    assert resolve(told.partition(" ")[2], [folder]) == f"{folder}/people/leaving.feature:12"


def test_a_place_in_the_folder_of_the_command_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    text = "--only features/people/leaving.feature:12"
    assert as_only_takes(text, folder / "features") == text
