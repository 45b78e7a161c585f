"""Scenarios are found by keys that stay when lines move."""

from pathlib import Path

from mutants.scenarios import scenarios

FEATURE = """Feature: Leaving
  Rule: One
    Scenario: Somebody leaves
      Given nothing
    Scenario: Somebody leaves
      Given nothing
  Scenario Outline: Leaving <how>
    Given nothing
    Examples:
      | how     |
      | quickly |
"""


def test_every_scenario_has_a_key_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "features" / "people"
    folder.mkdir(parents=True)
    (folder / "leaving.feature").write_text(FEATURE)
    path = "features/people/leaving.feature"
    assert scenarios(tmp_path) == {
        f"{path} :: Leaving quickly -- @1.1": f"{path}:11",
        f"{path} :: Somebody leaves": f"{path}:3",
        f"{path} :: Somebody leaves #2": f"{path}:5",
    }


def test_the_suites_own_scenarios_have_as_many_keys() -> None:
    found = scenarios()
    assert len(set(found.values())) == len(found) > 1000
