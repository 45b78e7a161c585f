"""An ending is read from the exceptions that behave keeps."""

import pytest
from behave.model import Scenario, Step
from behave.model_type import Status

from alicebob.model.feature_mistake import FeatureMistake
from alicebob.record.verdicts import BROKEN, KNOWN, MISTAKE, NOT_STARTED
from alicebob.runner.endings import Ending, ending_of
from alicebob.scenario.judge import PromiseBroken
from alicebob.servers.marked_scenarios import Standing
from alicebob.servers.process import ServerDidNotStart


def ended(
    status: Status, exception: BaseException | None, standing: Standing = Standing.PROMISED
) -> Ending | None:
    """The ending of a scenario of one step, which ended so."""
    step = Step("a.feature", 4, "Then", "then", "it ends")
    step.status, step.exception, step.error_message = status, exception, f"told: {exception}"
    scenario = Scenario("a.feature", 3, "Scenario", "The end", steps=[step])
    return ending_of(scenario, standing, "ticket 17")


def in_hook(exception: Exception) -> Ending | None:
    """The ending of a scenario that could not begin."""
    scenario = Scenario("a.feature", 3, "Scenario", "The end", steps=[])
    scenario.hook_failed, scenario.exception, scenario.error_message = True, exception, "HOOK"
    return ending_of(scenario, Standing.PROMISED, "")


@pytest.mark.parametrize(
    ("status", "exception"),
    [(Status.error, KeyboardInterrupt()), (Status.untested, None), (Status.error, SystemExit(1))],
)
def test_an_interrupted_scenario_has_no_ending(
    status: Status, exception: BaseException | None
) -> None:
    assert ended(status, exception) is None


def test_a_broken_promise_has_its_laws_cause_and_log() -> None:
    broken = PromiseBroken("the report", ("order",), "the cause", "the log")
    assert ended(Status.failed, broken) == Ending(
        *(BROKEN, "ticket 17", "", ("order",), "Then it ends  (a.feature:4)"),
        *("the report", "the cause", "the log"),
    )


def test_an_exception_of_a_step_is_broken_with_what_behave_says() -> None:
    ending = ended(Status.error, ValueError("no 17"), Standing.KNOWN)
    assert ending is not None
    assert (ending.verdict, ending.report, ending.cause) == (KNOWN, "told: no 17", "no …")


def test_a_mistake_in_a_known_failure_is_a_mistake() -> None:
    ending = ended(Status.failed, FeatureMistake("there is no step"), Standing.KNOWN)
    assert ending is not None
    assert (ending.verdict, ending.why) == (MISTAKE, "there is no step")


def test_a_server_that_a_step_cannot_start_again_is_broken() -> None:
    ending = ended(Status.error, ServerDidNotStart("it ended"))
    assert (ending and ending.verdict) == BROKEN


@pytest.mark.parametrize(
    ("exception", "verdict"),
    [
        (ServerDidNotStart("it ended"), NOT_STARTED),
        (FeatureMistake("there is no tag"), MISTAKE),
        (PromiseBroken("the report"), BROKEN),
    ],
)
def test_a_scenario_that_could_not_begin_has_an_ending(exception: Exception, verdict: str) -> None:
    ending = in_hook(exception)
    assert (ending and ending.verdict) == verdict
