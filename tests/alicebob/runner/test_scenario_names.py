"""A profile may mark scenarios that this run does not play; those of other folders are found."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from alicebob.runner.scenario_names import all_names

FEATURE = "Feature: {0}\n\n  Scenario: One of {0}\n    Given 7\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder like a clone, with features of the suite and of two teams."""
    for name in ("features/rooms/ours", "support/desk/theirs", "support/phone/more", "else/others"):
        path = tmp_path / f"{name}.feature"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FEATURE.format(path.stem))
    (tmp_path / "support" / "empty.feature").write_text("")
    return tmp_path


def found(base: Path, *paths: str) -> set[str]:
    config: Any = SimpleNamespace(base_dir=str(base), paths=[str(base / path) for path in paths])
    return {name for name in all_names(config) if "::" not in name}


@pytest.mark.parametrize(
    "path",
    ["support", "support/desk", "support/desk/theirs.feature", "support/desk/theirs.feature:3"],
)
def test_the_features_of_the_suite_and_of_the_given_folder_are_found(base: Path, path: str) -> None:
    assert found(base, path) == {"One of ours", "One of theirs", "One of more"}


def test_those_beside_a_given_file_are_found_in_any_place(base: Path) -> None:
    path = base.parent / f"{base.name}-elsewhere"
    path.mkdir()
    (path / "away.feature").write_text(FEATURE.format("away"))
    assert found(base, str(path / "away.feature")) == {"One of ours", "One of away"}


def test_a_name_with_its_feature_file_is_found(base: Path) -> None:
    config: Any = SimpleNamespace(base_dir=str(base), paths=[])
    assert "ours.feature :: One of ours" in all_names(config)
