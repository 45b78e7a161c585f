"""Prints a letter for each scenario and, as soon as a feature is over, a report of each failure.

Failures of one cause have one report: the first is shown, and each other is a line that names it.

In a clone, behave knows it as ``-f story``, from pyproject.toml. Elsewhere ``register`` names it.
"""

from behave.formatter._registry import register_as
from behave.formatter.progress import ScenarioProgressFormatter
from behave.model import Scenario, Step

from alicebob.runner.endings import cause_of_failure

NAME = "story"


def register() -> None:
    """Have this process know the formatter as ``-f story``, in whatever folder it runs."""
    register_as(NAME, FailureReportFormatter)


class FailureReportFormatter(ScenarioProgressFormatter):  # type: ignore[misc]  # behave has no types
    """A formatter that shows failures; behave's own ``progress`` tells only their number."""

    name = NAME
    description = "Shows a letter for each scenario, and the story of each that failed."

    def __init__(self, *arguments: object, **named: object) -> None:
        """Take the arguments of behave's formatters."""
        super().__init__(*arguments, **named)
        self.shown: dict[str, Scenario] = {}  # the first that failed by each cause

    def report_current_step_progress(self, step: Step) -> None:
        """Remember a step that failed, with its scenario."""
        if step.status.has_failed():
            self.failed_steps.append((self.current_scenario, step))

    def report_current_scenario_failures(self) -> None:
        """Print the failure reports of the feature that has just ended."""
        for scenario, step in self.failed_steps:
            self.stream.write(f"\n{scenario.location}  {scenario.name}\n")
            cause = cause_of_failure(step)
            first = self.shown.setdefault(cause, scenario) if cause else scenario
            if first is scenario:
                self.stream.write(f"  {step.keyword} {step.name}  ({step.location})\n\n")
                self.stream.write(f"{step.error_message}\n\n")
            else:
                self.stream.write(f"  The cause is that of {first.location}, reported above.\n")
