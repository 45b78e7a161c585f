"""Read what the suite needs from a scenario of behave, and add the last step to each."""

from pathlib import Path

from behave.model import Rule, Scenario, Step

from alicebob.runner.tagged_scenario import ScenarioInfo

LAWS_HOLD = "the laws of chat hold"
_OF_ONE_DIALECT = {"wire", "page", "heritage"}  # folders of features that speak of one wire
_NAMES_A_DIALECT = (' speaks "', '" speak "')
_NAMES_A_BROWSER = ('" uses a browser', 'visitor "')


def scenario_info(scenario: Scenario) -> ScenarioInfo:
    """Return the name, the location and the tags of a scenario, and its rule as the requirement."""
    tags = frozenset(str(tag) for tag in scenario.effective_tags)
    is_of_one = Path(scenario.filename).parent.name in _OF_ONE_DIALECT
    names_dialects = is_of_one or any(_has_step(scenario, words) for words in _NAMES_A_DIALECT)
    is_bound = names_dialects or any(tag.startswith("dialect.") for tag in tags)
    return ScenarioInfo(
        scenario.name,
        str(scenario.location),
        _requirement(scenario),
        tags,
        is_bound,
        any(_has_step(scenario, words) for words in _NAMES_A_BROWSER),
        names_dialects,
    )


def _has_step(scenario: Scenario, words: str) -> bool:
    return any(words in step.name for step in scenario.all_steps)


def end_with_the_laws(scenario: Scenario) -> None:
    """Add the last step, which judges the laws, so that a broken law fails like any other step."""
    if not scenario.steps or scenario.steps[-1].name != LAWS_HOLD:
        line = scenario.steps[-1].line if scenario.steps else scenario.line
        scenario.steps.append(Step(scenario.filename, line, "And", "then", LAWS_HOLD))


def _requirement(scenario: Scenario) -> str:
    above = scenario.parent
    while above is not None:
        if isinstance(above, Rule):
            return " ".join([f"{above.name}.", *above.description])
        above = getattr(above, "parent", None)
    return f"{scenario.feature.name}: {scenario.name}"
