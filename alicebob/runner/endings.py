"""Endings of scenarios: what behave's steps and exceptions say about the server.

behave knows only that a step passed or failed. Here, a step may also leave a question open
(``CouldNotTell``), and the failure of a known or an ahead scenario is none that a run fails for.
behave then counts such a step, and with it the scenario, as skipped: no other of its statuses
leaves the run green, goes on under ``--stop``, and is no success either.
"""

from dataclasses import dataclass

from behave.model import Scenario, Step
from behave.model_type import Status

from alicebob.model.could_not_tell import CouldNotTell
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.record.causes import anonymous
from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    AHEAD_KEPT,
    BROKEN,
    COULD_NOT_TELL,
    KEPT,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NOT_STARTED,
)
from alicebob.scenario.judge import Judge, PromiseBroken
from alicebob.servers.marked_scenarios import Standing
from alicebob.servers.process import ServerDidNotStart
from alicebob.servers.profile import BadOption

_KEPT = {Standing.PROMISED: KEPT, Standing.KNOWN: KNOWN_PASSES, Standing.AHEAD: AHEAD_KEPT}
_BROKEN = {Standing.PROMISED: BROKEN, Standing.KNOWN: KNOWN, Standing.AHEAD: AHEAD_BROKEN}


class KnownFailurePasses(AssertionError):
    """Put in the place of the success of a known failure, which makes a run fail."""

    def __init__(self, why: str) -> None:
        super().__init__(f"known failure passes now: remove it from known in the profile ({why})")


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a scenario: its outcome and what is known of it, as a ``Verdict`` has it."""

    verdict: str
    why: str = ""
    fact: str = ""
    laws: tuple[str, ...] = ()
    step: str = ""
    report: str = ""
    cause: str = ""
    log: str = ""
    suspects: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """True if every step passed, whether or not that was expected."""
        return self.verdict in _KEPT.values()


def settle(scenario: Scenario, step: Step, standing: Standing, why: str, judge: Judge) -> None:
    """Have behave count a step that has run as the scenario's ``standing`` demands; ``why`` is that
    of a known failure.

    A step that could not tell is a failure all the same if a law is provably broken by then.
    """
    if isinstance(step.exception, CouldNotTell):
        step.exception = _proven(judge) or step.exception
    if isinstance(step.exception, CouldNotTell) or (
        step.status.has_failed() and standing is not Standing.PROMISED and _is_verdict(step)
    ):
        step.status, step.error_message = Status.skipped, str(step.exception)
        scenario.skip(step.error_message.partition("\n")[0])
    elif standing is Standing.KNOWN and step is scenario.steps[-1] and step.status.is_passed():
        step.exception = KnownFailurePasses(why)
        step.status = Status.failed


def explain(scenario: Scenario) -> None:
    """Put the text of exceptions that ``settle`` has put into failed steps where behave keeps
    it."""
    for step in scenario.all_steps:
        if step.status.has_failed() and isinstance(
            step.exception, KnownFailurePasses | PromiseBroken
        ):
            step.error_message = str(step.exception)


def ending_of(scenario: Scenario, standing: Standing, why: str) -> Ending | None:
    """Return the ending of a scenario that has run; None if it was interrupted."""
    if scenario.hook_failed:
        return _of_exception(scenario.exception, standing, why, "", str(scenario.error_message))
    failed = next((step for step in scenario.all_steps if step.exception is not None), None)
    if failed is not None:
        place = f"{failed.keyword} {failed.name}  ({failed.location})"
        return _of_exception(failed.exception, standing, why, place, str(failed.error_message))
    return Ending(_KEPT[standing], why) if scenario.status == Status.passed else None


def _of_exception(
    exception: BaseException | None, standing: Standing, why: str, step: str, message: str
) -> Ending | None:
    match exception:
        case PromiseBroken():
            return Ending(
                _BROKEN[standing],
                why,
                laws=exception.laws,
                step=step,
                report=str(exception),
                cause=exception.cause,
                log=exception.log,
                suspects=exception.suspects,
            )
        case CouldNotTell():
            return Ending(COULD_NOT_TELL, exception.reason, exception.fact, step=step)
        case KnownFailurePasses():
            return Ending(KNOWN_PASSES, str(exception), step=step)
        case FeatureMistake() | BadOption():
            return Ending(MISTAKE, str(exception), step=step)
        case ServerDidNotStart() if not step:
            return Ending(NOT_STARTED, str(exception))
        case Exception():
            cause = anonymous([str(exception)], ())
            return Ending(_BROKEN[standing], why, step=step, report=message, cause=cause)
    return None


def cause_of_failure(step: Step) -> str:
    """Return the cause by which a step failed; "" if there is none."""
    match step.exception:
        case PromiseBroken():
            return step.exception.cause
        case Exception():
            return anonymous([str(step.exception)], ())
    return ""


def _proven(judge: Judge) -> PromiseBroken | None:
    try:
        judge.expect_nothing_broken()
    except PromiseBroken as broken:
        return broken
    return None


def _is_verdict(step: Step) -> bool:
    """Return True if the failure of a step says something about the server."""
    return isinstance(step.exception, Exception) and not isinstance(step.exception, FeatureMistake)
