"""Prints a letter for each scenario and, as soon as a feature is over, a report of each failure.

In a clone, behave knows it as ``-f story``, from pyproject.toml. Elsewhere ``register`` names it.
"""

from behave.formatter._registry import register_as
from behave.formatter.progress import ScenarioProgressFormatter
from behave.model import Step

NAME = "story"


def register() -> None:
    """Have this process know the formatter as ``-f story``, in whatever folder it runs."""
    register_as(NAME, FailureReportFormatter)


class FailureReportFormatter(ScenarioProgressFormatter):  # type: ignore[misc]  # behave has no types
    """A formatter that shows failures; behave's own ``progress`` tells only their number."""

    name = NAME
    description = "Shows a letter for each scenario, and the story of each that failed."

    def report_current_step_progress(self, step: Step) -> None:
        """Remember a step that failed, with its scenario."""
        if step.status.has_failed():
            self.failed_steps.append((self.current_scenario, step))

    def report_current_scenario_failures(self) -> None:
        """Print the failure reports of the feature that has just ended."""
        for scenario, step in self.failed_steps:
            self.stream.write(f"\n{scenario.location}  {scenario.name}\n")
            self.stream.write(f"  {step.keyword} {step.name}  ({step.location})\n\n")
            self.stream.write(f"{step.error_message}\n\n")
