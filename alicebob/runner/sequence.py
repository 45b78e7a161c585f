"""Order of steps: one that acts waits for earlier ones, unless a feature says "meanwhile".

    When user "Alice" sends 200 messages in a row
    And meanwhile user "Carol" connects to the chat

Without the word, Carol would connect when everybody has received all 200 messages. What one user
sends keeps its order in any case (docs/protocol.md#g2), so a user's next message waits for nothing.
"""

import re
from collections.abc import Callable, Iterable
from functools import wraps

from behave.model import Scenario, Step
from behave.runner import Context
from behave.step_registry import StepRegistry

from alicebob.scenario.settling import Settling

_MEANWHILE = "meanwhile "
_ACTING = ("given", "when")
_SENDS = re.compile(r'user "([^"]*)" (?:sends|asks for|starts typing|stops typing|pings)\b')


class Sequence:
    """The order of a scenario's steps.

    ``coming`` is the step that is about to run.
    """

    def __init__(self, scenario: Scenario, settling: Settling) -> None:
        """Remove "meanwhile" from the steps, which are then found as any other."""
        self.coming: Step | None = None
        self._settling = settling
        self._simultaneous = set[int]()
        for step in scenario.all_steps:
            if step.name.startswith(_MEANWHILE):
                step.name = step.name.removeprefix(_MEANWHILE)
                self._simultaneous.add(step.line)

    def begin(self, step: Step) -> None:
        """Wait until ``step`` may begin."""
        is_simultaneous = step.line in self._simultaneous
        if step.step_type in _ACTING and not is_simultaneous and not self._goes_on(step.name):
            self._settling.settle()

    def _goes_on(self, step: str) -> bool:
        """Return True if a user sends something, and nobody else has acted since the last wait."""
        sends = _SENDS.match(step)
        return sends is not None and _are_only(sends[1], self._settling.unsettled_users())


def wait_in_steps(registry: StepRegistry) -> None:
    """Have every step that is registered wait for its turn before anything else.

    A wait may find that the server is broken. That is then the failure of the step: behave ends a
    run in red for any failure in a hook, even in a scenario whose failure is known.
    """
    for matchers in registry.steps.values():
        for matcher in matchers:
            matcher.func = _waiting(matcher.func)


def _waiting(step: Callable[..., None]) -> Callable[..., None]:
    @wraps(step)
    def wait_and_run(context: Context, *arguments: object, **named: object) -> None:
        sequence, coming = context.sequence, context.sequence.coming
        if coming is not None:
            sequence.begin(coming)
        step(context, *arguments, **named)

    return wait_and_run


def _are_only(label: str, labels: Iterable[str]) -> bool:
    return all(each == label for each in labels)
