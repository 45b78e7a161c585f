"""Steps that no function defines: behave only counts them, and this module says what to write."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from behave.model import Scenario
from behave.model_type import Status
from behave.runner import the_step_registry

from alicebob.model.feature_mistake import FeatureMistake

_VALUE = re.compile(r'"[^"]*"(?:, "[^"]*")*(?: and "[^"]*")?|\{\w+:names\}')
_TYPE = re.compile(r":\w+(?=\})")
_ALIKE = 0.5  # of difflib's ratio: a sentence with other words in it is still worth showing


def explain_undefined(scenario: Scenario) -> None:
    """Explain each undefined step of a scenario that has run, where behave keeps the errors of
    failed steps."""
    for step in scenario.all_steps:
        if step.status == Status.undefined:
            text = explain(f"{step.step_type} {step.name}", _defined(step.step_type))
            step.exception = FeatureMistake(f"{step.location}: {text}")
            step.error_message = str(step.exception)


def explain(step: str, defined: Iterable[str]) -> str:
    """Return two lines about an undefined ``step``, given the steps that are ``defined``, each with
    its type before it: ``when user "{user:quoted}" leaves``."""
    known = {_without_values(each): _TYPE.sub("", each) for each in defined}
    near = get_close_matches(_without_values(step), known, n=1, cutoff=_ALIKE)
    nearest = f"The nearest is '{_capitalized(known[near[0]])}'. " if near else ""
    return f"there is no step '{_capitalized(step)}'.\n{nearest}'alicebob steps' lists all."


def _defined(step_type: str) -> list[str]:
    """Return all steps with their types; those of any type with ``step_type``."""
    return [
        f"{step_type if its_type == 'step' else its_type} {matcher.pattern}"
        for its_type, matchers in the_step_registry.steps.items()
        for matcher in matchers
    ]


def _without_values(step: str) -> str:
    """Return a step or a pattern without its quoted values, which say nothing about the words."""
    return _VALUE.sub('"…"', step)


def _capitalized(step: str) -> str:
    return step[:1].upper() + step[1:]
