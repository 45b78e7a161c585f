import io
from types import SimpleNamespace

from behave.formatter._registry import select_formatter_class
from behave.formatter.base import StreamOpener
from behave.model import Feature, Scenario, Step
from behave.model_type import Status

from alicebob.runner.formatter import NAME, FailureReportFormatter, register
from alicebob.scenario.judge import PromiseBroken


def told_of(*statuses: Status) -> str:
    """The output for a scenario whose steps end so."""
    stream = io.StringIO()
    told = FailureReportFormatter(StreamOpener(stream=stream), SimpleNamespace(show_timings=False))
    feature = Feature("leaving.feature", 1, "Feature", "Disconnecting")
    steps = [Step("leaving.feature", 4, "Then", "then", f"step {n}") for n in range(len(statuses))]
    scenario = Scenario("leaving.feature", 3, "Scenario", "Going home", steps=steps)
    told.feature(feature)
    told.scenario(scenario)
    for step in steps:
        told.step(step)
    for step, status in zip(steps, statuses, strict=True):
        step.status = status
        step.error_message = f"Bob did not hear {step.name}."
        told.result(step)
    told.eof()
    return stream.getvalue()


def test_of_what_went_well_one_letter_is_told() -> None:
    assert told_of(Status.passed, Status.passed) == "leaving.feature  .\n"


def test_of_what_failed_the_story_is_told() -> None:
    assert told_of(Status.passed, Status.failed) == (
        "leaving.feature  F\n"
        "\n"
        "leaving.feature:3  Going home\n"
        "  Then step 1  (leaving.feature:4)\n"
        "\n"
        "Bob did not hear step 1.\n"
        "\n"
    )


def test_an_error_of_the_suite_itself_is_told_too() -> None:
    assert "Bob did not hear step 0." in told_of(Status.error)


def test_behave_knows_it_by_name_once_it_is_registered() -> None:
    register()
    assert select_formatter_class(NAME) is FailureReportFormatter


def test_failures_of_one_cause_have_one_report() -> None:
    stream = io.StringIO()
    told = FailureReportFormatter(StreamOpener(stream=stream), SimpleNamespace(show_timings=False))
    for line, cause in ((3, "order"), (5, "truth"), (7, "order")):
        told.feature(Feature("leaving.feature", 1, "Feature", "Disconnecting"))
        step = Step("leaving.feature", line + 1, "Then", "then", "the laws of chat hold")
        told.scenario(Scenario("leaving.feature", line, "Scenario", "Going home", steps=[step]))
        told.step(step)
        step.status = Status.failed
        step.error_message = f"The report of line {line}."
        step.exception = PromiseBroken(step.error_message, (), cause)
        told.result(step)
        told.eof()
    assert stream.getvalue().endswith(
        "\nleaving.feature:7  Going home\n"
        "  The cause is that of leaving.feature:3, reported above.\n"
    )
    assert stream.getvalue().count("The report of line") == len(["order", "truth"])
