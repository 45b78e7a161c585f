"""The house's own laws for features: product words, known tags, unique names."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from behave.model import Feature, Rule, Scenario, ScenarioOutline
from behave.parser import parse_file

from alicebob.dialects.registry import DIALECTS
from alicebob.laws import Law
from alicebob.servers.promises import PROMISES
from alicebob.servers.settings import SETTINGS

ROOT = Path(__file__).parent.parent
FOLDERS = {
    *("announcements", "conversation", "dialects", "heritage", "history", "metrics", "names"),
    *("once", "page", "people", "presence", "private", "rates", "rooms", "signin", "trouble"),
    *("typing", "wire"),
}
TECHNICAL = {
    "a URL": r"\b(?:https?|wss?|file)://|\blocalhost\b|(?<![\w.])/(?:chat|ws|echo|rooms|health)\b",
    "a port": r"\bport\b|:\d{4,5}\b",
    "JSON": r'\{\s*["}]',
    "a CSS selector": r'"[#.][A-Za-z][\w-]*"|\[\w+=|::?(?:nth|first|last|before|after)-?\w*\(',
}


def feature_files() -> list[Path]:
    return sorted((ROOT / "features").rglob("*.feature"))


def of_files(files: list[Path]) -> pytest.MarkDecorator:
    names = [str(path.relative_to(ROOT)) for path in files]
    return pytest.mark.parametrize("path", files, ids=names)


def scenarios_in(container: Feature | Rule) -> Iterator[Scenario]:
    for item in container.run_items:
        if isinstance(item, Rule):
            yield from scenarios_in(item)
        elif isinstance(item, ScenarioOutline):
            yield from item.scenarios
        else:
            yield item


def tags_after(tags: Iterable[object], prefix: str) -> list[str]:
    return sorted(str(tag).removeprefix(prefix) for tag in tags if str(tag).startswith(prefix))


def ours() -> list[Path]:
    """The features of the suite; those in other folders are a team's, and may have promises that
    only its own profile knows."""
    return [path for path in feature_files() if path.relative_to(ROOT).parts[1] in FOLDERS]


@of_files([path for path in feature_files() if path.parent.name not in ("wire", "heritage")])
@pytest.mark.parametrize("kind", TECHNICAL)
def test_a_product_feature_speaks_of_people_and_outcomes(path: Path, kind: str) -> None:
    lines = path.read_text().splitlines()
    assert [line for line in lines if re.search(TECHNICAL[kind], line)] == []


@of_files(feature_files())
def test_every_scenario_proves_a_promise(path: Path) -> None:
    unproved = [
        scenario.name
        for scenario in scenarios_in(parse_file(str(path)))
        if not tags_after(scenario.effective_tags, "promise.")
    ]
    assert unproved == []


@of_files(feature_files())
def test_nothing_is_tagged_with_two_promises(path: Path) -> None:
    feature = parse_file(str(path))
    tagged = [feature, *feature.rules, *scenarios_in(feature)]
    assert [item.name for item in tagged if len(tags_after(item.tags, "promise.")) > 1] == []


@of_files(feature_files())
@pytest.mark.parametrize(
    ("prefix", "known"),
    [
        ("setting.", set(SETTINGS)),
        ("breaks.", {law.value for law in Law}),
        ("only.", set(DIALECTS)),
        ("dialect.", set(DIALECTS)),
    ],
    ids=["settings", "laws", "dialects that are asked for", "dialects that are spoken"],
)
def test_every_tag_is_known(path: Path, prefix: str, known: set[str]) -> None:
    scenarios = scenarios_in(parse_file(str(path)))
    used = {tag for s in scenarios for tag in tags_after(s.effective_tags, prefix)}
    assert used <= known


@of_files(ours())
def test_every_promise_is_known(path: Path) -> None:
    scenarios = scenarios_in(parse_file(str(path)))
    used = {tag for s in scenarios for tag in tags_after(s.effective_tags, "promise.")}
    assert used <= set(PROMISES)


def test_there_are_features_to_look_at() -> None:
    assert {path.parent.name for path in ours()} == FOLDERS


def test_no_two_features_have_one_name() -> None:
    names = [path.name for path in feature_files()]
    assert sorted(names) == sorted(set(names))
