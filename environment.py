"""The hooks of behave. They only call ``alicebob/``."""

from behave.model import Scenario, Step
from behave.runner import Context

from alicebob.actions.announcements import Operator
from alicebob.actions.direct_client import DirectClient
from alicebob.runner import scenario_info, step_types
from alicebob.runner.console import print_any_character
from alicebob.runner.durations import count_rules, hide_duration
from alicebob.runner.interruptions import interrupt_on_signals
from alicebob.runner.sequence import Sequence
from alicebob.runner.suite import Suite
from alicebob.runner.undefined_steps import explain_undefined
from alicebob.scenario.settling import Settling

step_types.learn()  # behave reads this file before the steps
print_any_character()


def before_all(context: Context) -> None:
    """Read the options and start the server, before any scenario can fail."""
    interrupt_on_signals()
    count_rules()
    hide_duration(context.config.reporters)
    context.suite = context.chat = context.client = context.operator = None
    suite = Suite(context.config.userdata)
    suite.open()
    context.suite = suite


def before_scenario(context: Context, scenario: Scenario) -> None:
    """Create the scenario object, unless the server does not promise what the scenario checks."""
    info = scenario_info.scenario_info(scenario)
    unpromised = context.suite.unpromised(info)
    if unpromised:
        scenario.skip(unpromised)
    else:
        context.chat = context.suite.begin(info)
        context.client = DirectClient(context.chat)
        context.operator = Operator(context.chat)
        context.sequence = Sequence(scenario, Settling(context.chat))
        scenario_info.end_with_the_laws(scenario)


def before_step(context: Context, step: Step) -> None:
    """Wait until what users did in earlier steps has arrived, before somebody acts."""
    context.sequence.begin(step)


def after_scenario(context: Context, scenario: Scenario) -> None:
    """Close every connection that is still open, and explain steps that are not defined."""
    explain_undefined(scenario)
    chat, context.chat = context.chat, None
    if chat is not None:
        if context.aborted:
            context.suite.interrupt(chat)
            return
        info, laws = scenario_info.scenario_info(scenario), scenario_info.laws_broken_in(scenario)
        context.suite.end(chat, info, passed=scenario.status.name == "passed", laws=laws)


def after_all(context: Context) -> None:
    """Stop the servers and print the summary; a run that judged nothing fails."""
    if context.suite is not None:
        print("\n" + context.suite.close(is_interrupted=context.aborted))


after_all.capture = False  # type: ignore[attr-defined]  # the summary is to be seen
