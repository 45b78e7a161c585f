"""behave's hooks. Everything real is in ``alicebob/``."""

from behave.model import Scenario
from behave.runner import Context

from alicebob.actions.announcements import Operator
from alicebob.actions.direct_client import Visitor
from alicebob.runner import scenario_info, step_types
from alicebob.runner.suite import Suite

step_types.learn()  # behave reads this file before the steps


def before_all(context: Context) -> None:
    """Reads the options and starts the server: what is wrong here is no scenario's failure."""
    context.suite = context.stage = context.visitor = context.operator = None
    suite = Suite(context.config.userdata)
    suite.open()
    context.suite = suite


def before_scenario(context: Context, scenario: Scenario) -> None:
    """Sets the stage, unless the server promises nothing of what this scenario checks."""
    told = scenario_info.told_of(scenario)
    unpromised = context.suite.unpromised(told)
    if unpromised:
        scenario.skip(unpromised)
    else:
        context.stage = context.suite.begin(told)
        context.visitor = Visitor(context.stage)
        context.operator = Operator(context.stage)
        scenario_info.end_with_the_laws(scenario)


def after_scenario(context: Context, scenario: Scenario) -> None:
    """Lets go of everybody who is still connected."""
    stage, context.stage = context.stage, None
    if stage is not None:
        told, laws = scenario_info.told_of(scenario), scenario_info.laws_broken_in(scenario)
        context.suite.end(stage, told, passed=scenario.status.name == "passed", laws=laws)


def after_all(context: Context) -> None:
    """Stops the servers and says what was not judged; a run that judged nothing is no success."""
    if context.suite is not None:
        print("\n" + context.suite.close())


after_all.capture = False  # type: ignore[attr-defined]  # the summary is to be seen
