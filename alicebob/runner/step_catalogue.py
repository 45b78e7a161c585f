"""The catalogue of steps: each sentence that a feature can use, its meaning, and an example."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from behave.matchers import Matcher
from behave.model import Step
from behave.parser import parse_file
from behave.runner import the_step_registry
from behave.runner_util import load_step_modules

from alicebob.installed import FEATURES, ROOT, STEPS
from alicebob.runner import step_types
from alicebob.runner.scenario_info import LAWS_HOLD

KEYWORDS = {"given": "Given", "when": "When", "then": "Then", "step": "Given/When/Then"}
KINDS = {"quoted": "a text", "names": "names", "number": "a whole number", "": "certain words"}
_PARAMETER = re.compile(r"\{(\w+)(?::(\w+))?\}")
_AWAITED = "Wait until this has arrived; each arrival counts for one step only"
_PROVED = "Prove by a marker that this never arrives"
_CAPITALS = re.compile(r'"?\{(\w+)\}"?')


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a sentence that changes. ``kind`` is one of ``KINDS``; where it is certain words,
    ``values`` are those in the features."""

    name: str
    kind: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CataloguedStep:
    """A step. ``sentence`` has its parameters in braces; ``example`` is a line of a feature, and
    ``used`` how many different lines of features use the step."""

    keyword: str
    sentence: str
    subject: str
    meaning: str
    parameters: tuple[Parameter, ...]
    example: str
    location: str
    used: int


def read_catalogue() -> list[CataloguedStep]:
    """Return all steps that people write, by subject, the most used subject first.

    Raises ``LookupError`` for a step that no feature has an example of.
    """
    step_types.learn()
    load_step_modules([str(STEPS)])
    found = [m for matchers in the_step_registry.steps.values() for m in matchers]
    ours = [m for m in found if m.pattern != LAWS_HOLD]
    uses = _uses()
    steps = [
        _catalogued(matcher, uses[id(matcher)])
        for matcher in sorted(ours, key=lambda m: (m.location.filename, m.location.line))
    ]
    weight: dict[str, int] = defaultdict(int)
    for step in steps:
        weight[step.subject] += step.used
    return sorted(steps, key=lambda step: (-weight[step.subject], step.subject))


def meaning_of(sentence: str, docstring: str | None) -> str:
    """Return one line about a step: the first paragraph of its docstring; without one, its own
    words, and how the suite decides what they expect.

    >>> meaning_of('user "{user}" should not receive message "{text}"', None)
    'Prove by a marker that this never arrives'
    >>> meaning_of('user "{user}" tells a joke', None)
    'USER tells a joke'
    """
    if docstring:
        return " ".join(docstring.split("\n\n")[0].split()).rstrip(".")
    words = in_words(sentence)
    if re.search(r"\bshould not (?:receive|see)\b", words):
        return _PROVED
    if re.search(r"\bshould (?:receive|see)\b", words):
        return _AWAITED
    return words


def in_words(sentence: str) -> str:
    """Return a sentence with its parameters in capitals: USER sends message TEXT."""
    return _CAPITALS.sub(lambda found: found[1].upper(), sentence).removeprefix("user ")


def _uses() -> dict[int, list[Step]]:
    """Return the different steps of the features by the ``id`` of their matcher, the best
    example first."""
    uses: dict[int, list[Step]] = defaultdict(list)
    for step in sorted(_different_steps(), key=_oddity):
        uses[id(the_step_registry.find_step_definition(step))].append(step)
    return uses


def _oddity(step: Step) -> tuple[bool, int]:
    """Return a key by which plain and short steps come first: they make the better examples."""
    return '""' in step.name or not step.name.isascii(), len(step.name)


def _different_steps() -> Iterable[Step]:
    different: dict[tuple[str, str], Step] = {}
    for path in sorted(FEATURES.rglob("*.feature")):
        for scenario in parse_file(str(path)).walk_scenarios():
            for step in scenario.all_steps:
                different.setdefault((step.step_type, step.name), step)
    return different.values()


def _catalogued(matcher: Matcher, uses: list[Step]) -> CataloguedStep:
    if not uses:
        raise LookupError(f"no feature has an example of the step '{matcher.pattern}'")
    sentence = _PARAMETER.sub(r"{\1}", matcher.pattern)
    example = uses[0]
    where = example.filename.removeprefix(f"{ROOT}/")
    return CataloguedStep(
        KEYWORDS[matcher.step_type],
        sentence,
        " ".join(matcher.func.__globals__["__doc__"].split()).rstrip("."),
        meaning_of(sentence, matcher.func.__doc__),
        tuple(_parameters(matcher, uses)),
        f"{KEYWORDS[example.step_type]} {example.name}",
        f"{where}:{example.line}",
        len(uses),
    )


def _parameters(matcher: Matcher, uses: list[Step]) -> Iterator[Parameter]:
    for found in _PARAMETER.finditer(matcher.pattern):
        name, kind = found[1], KINDS[found[2] or ""]
        yield Parameter(name, kind, () if found[2] else _values(name, matcher, uses))


def _values(name: str, matcher: Matcher, uses: list[Step]) -> tuple[str, ...]:
    """Return the different values of a parameter in the steps that use a matcher."""
    arguments = (argument for step in uses for argument in matcher.match(step.name).arguments)
    return tuple(dict.fromkeys(a.original for a in arguments if a.name == name))
