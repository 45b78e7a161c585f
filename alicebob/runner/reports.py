"""The text about one scenario of behave that is not as it should be."""

from behave.model import Scenario


def report_of(scenario: Scenario) -> str:
    """Return the failure report of a scenario that has run; "" if there is nothing to report."""
    failed = [step for step in scenario.all_steps if step.status.has_failed()]
    where = f"{scenario.location}  {scenario.name}\n"
    if failed:
        step = failed[0]
        return f"{where}  {step.keyword} {step.name}  ({step.location})\n\n{step.error_message}\n"
    if scenario.hook_failed:
        return f"{where}\n{scenario.exception or scenario.error_message}\n"
    return ""
