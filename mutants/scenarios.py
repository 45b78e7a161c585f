"""The suite's scenarios by stable keys: an edit moves line numbers, but no names."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from behave.model import Feature, Rule, Scenario, ScenarioOutline
from behave.parser import parse_file

ROOT = Path(__file__).parent.parent
_SEPARATOR = " :: "


def scenarios(root: Path = ROOT) -> dict[str, str]:
    """Return the location (``features/people/leaving.feature:31``) of every scenario that our own
    server can play, by its key.

    The key is the feature's path and the scenario's name; of several scenarios of one name in a
    feature, the second ends in ``#2``, and so on.
    """
    found: dict[str, str] = {}
    for path in sorted((root / "features").rglob("*.feature")):
        place = path.relative_to(root).as_posix()
        names: Counter[str] = Counter()
        for scenario in filter(_is_ours, _in(parse_file(str(path)))):
            name = scenario.name.strip()
            names[name] += 1
            suffix = f" #{names[name]}" if names[name] > 1 else ""
            found[f"{place}{_SEPARATOR}{name}{suffix}"] = f"{place}:{scenario.line}"
    return found


def _is_ours(scenario: Scenario) -> bool:
    """Return False for scenarios on wires of profiles only, which our own server does not speak."""
    only = {str(tag) for tag in scenario.effective_tags if tag.startswith("only.")}
    return only != {"only.described"}


def feature_folder(key: str) -> str:
    """Return the folder of a scenario's feature: ``people``."""
    return key.split("/")[1]


def _in(container: Feature | Rule) -> Iterator[Scenario]:
    for item in container.run_items:
        if isinstance(item, Rule):
            yield from _in(item)
        elif isinstance(item, ScenarioOutline):
            yield from item.scenarios
        else:
            yield item
