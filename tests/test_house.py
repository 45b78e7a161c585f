"""The house's own laws (docs, DESIGN): the wall, no sleeping, short steps, features in words."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from behave.model import Feature, Rule, Scenario, ScenarioOutline
from behave.parser import parse_file

from alicebob.dialects import DIALECTS
from alicebob.laws import Law
from alicebob.servers.profile import PROMISES, SETTINGS

ROOT = Path(__file__).parent.parent
LONGEST_STEP = 5  # lines
TECHNICAL = {
    "a URL": r"\b(?:https?|wss?|file)://|\blocalhost\b|(?<![\w.])/(?:chat|ws|echo|rooms|health)\b",
    "a port": r"\bport\b|:\d{4,5}\b",
    "JSON": r'\{\s*["}]',
    "a CSS selector": r'"[#.][A-Za-z][\w-]*"|\[\w+=|::?(?:nth|first|last|before|after)-?\w*\(',
}


def python_files(*places: str) -> list[Path]:
    """Every Python file at or below ``places``."""
    found = [ROOT / position for position in places]
    return sorted(
        f
        for position in found
        for f in ([position] if position.is_file() else position.rglob("*.py"))
    )


def feature_files() -> list[Path]:
    return sorted((ROOT / "features").rglob("*.feature"))


def of_files(files: list[Path]) -> pytest.MarkDecorator:
    names = [str(path.relative_to(ROOT)) for path in files]
    return pytest.mark.parametrize("path", files, ids=names)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported_by(path: Path) -> set[str]:
    """The packages that a file imports, at its top or in its depths."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.add(node.module.partition(".")[0])
    return found


def steps_of(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef) and any(map(_is_step, node.decorator_list)):
            yield node


def _is_step(decorator: ast.expr) -> bool:
    names = {"given", "when", "then", "step"}
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in names


def lines_of(function: ast.FunctionDef) -> int:
    """The lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


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


@of_files(python_files("alicebob", "steps", "environment.py"))
def test_the_suite_imports_nothing_of_the_server(path: Path) -> None:
    assert "server" not in imported_by(path)


@of_files(python_files("server"))
def test_the_server_imports_nothing_of_the_suite(path: Path) -> None:
    assert imported_by(path) & {"alicebob", "steps", "environment", "tests", "mutants"} == set()


@of_files(python_files("alicebob"))
def test_the_engine_imports_nothing_of_the_steps(path: Path) -> None:
    assert imported_by(path) & {"steps", "environment"} == set()


@of_files(python_files("docs/tools"))
def test_the_page_is_made_of_the_document_alone(path: Path) -> None:
    ours = {"server", "alicebob", "steps", "environment", "tests", "mutants", "bench"}
    assert imported_by(path) & ours == set()


@of_files([path for path in python_files("bench") if "build" not in path.parts])
def test_the_bench_knows_a_server_only_from_outside(path: Path) -> None:
    assert imported_by(path) & {"server", "steps", "environment", "tests", "mutants"} == set()


@of_files(python_files("alicebob", "steps", "environment.py", "tests"))
def test_nobody_sleeps(path: Path) -> None:
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
    }
    assert "sleep" not in called


@of_files(python_files("steps"))
def test_no_step_is_longer_than_five_lines(path: Path) -> None:
    long = {step.name: lines_of(step) for step in steps_of(path) if lines_of(step) > LONGEST_STEP}
    assert long == {}


@of_files([path for path in feature_files() if path.parent.name not in ("wire", "heritage")])
@pytest.mark.parametrize("kind", TECHNICAL)
def test_a_product_feature_speaks_of_people_and_outcomes(path: Path, kind: str) -> None:
    lines = path.read_text().splitlines()
    assert [connection for connection in lines if re.search(TECHNICAL[kind], connection)] == []


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
        ("promise.", set(PROMISES)),
        ("setting.", set(SETTINGS)),
        ("breaks.", {law.value for law in Law}),
        ("only.", set(DIALECTS)),
        ("dialect.", set(DIALECTS)),
    ],
    ids=["promises", "settings", "laws", "dialects that are asked for", "dialects that are spoken"],
)
def test_every_tag_is_known(path: Path, prefix: str, known: set[str]) -> None:
    scenarios = scenarios_in(parse_file(str(path)))
    used = {tag for s in scenarios for tag in tags_after(s.effective_tags, prefix)}
    assert used <= known


def test_there_are_features_to_look_at() -> None:
    assert feature_files() != []
