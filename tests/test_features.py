"""The house's own laws for features: product words, known tags, unique names."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from behave.model import Feature, Rule, Scenario, ScenarioOutline
from behave.parser import parse_file

from alicebob.dialects.registry import DIALECTS
from alicebob.laws import Law
from alicebob.runner.tags import DESCRIBED_WIRE
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


ASKED_FOR = {
    r'"/ws\b|"/rooms/': "dialects",
    r'"/echo\b': "echo-endpoint",
    r'"/health"|health check should': "health",
    r'"/asyncapi.json"': "asyncapi",
    r'I open the page|page should say|request to "/"$': "page",
    r'room=|connects? to room "': "rooms",
    r'speaks? "(?:envelope|events with a join message)"': "dialects",
    r'should receive "joined" notification': "arrivals",
    r'should receive "left" notification': "departures",
    r"should receive message from|should receive all [\d,]+ messages": "messages",
    r"connects (?:without a name|with an empty name|with a blank name)": "anonymous",
    r'user "(.+)" should receive (?:message|all [\d,]+ messages) from "\1"': "own-messages",
    r"(?:receive all|the same) (?:[2-9]\d\d|\d,\d{3}) messages": "bursts",
    r"65,536 (?:characters|emoji) as a message": "texts",
    r"[^W]\b(?:4,096|65,535) bytes as a message|long messages": "long",
    r"a name with 64 (?:characters|emoji)": "long-names",
    r"closed with code 100[27]": "frames",
    r"closed with code 1013": "backpressure",
    r"should receive private message": "private",
    r"\buser .* is typing\b": "typing",
    r"the (?:metric|statistic) ": "metrics",
    r"is shut down": "shutdown",
}
"""Steps by what they ask of a server, each with the promise that its scenario must name."""


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
@pytest.mark.parametrize("sentence", ASKED_FOR)
def test_a_scenario_asks_only_for_what_its_promises_name(path: Path, sentence: str) -> None:
    """A server that makes these promises, and no others, must be able to pass."""
    asking = [
        scenario
        for scenario in scenarios_in(parse_file(str(path)))
        if any(re.search(sentence, step.name) for step in scenario.all_steps)
    ]
    promise = ASKED_FOR[sentence]
    unasked = [s for s in asking if promise not in tags_after(s.effective_tags, "promise.")]
    assert [scenario.name for scenario in unasked] == []


@of_files(feature_files())
@pytest.mark.parametrize(
    ("prefix", "known"),
    [
        ("setting.", set(SETTINGS)),
        ("breaks.", {law.value for law in Law}),
        ("only.", {*DIALECTS, DESCRIBED_WIRE}),
        ("dialect.", {*DIALECTS, DESCRIBED_WIRE}),
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
