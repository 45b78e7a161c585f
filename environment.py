"""The hooks of behave. They only call ``alicebob/``."""

import sys

from behave.model import Scenario, Step
from behave.runner import Context, the_step_registry

from alicebob.actions.announcements import Operator
from alicebob.actions.direct_client import DirectClient
from alicebob.actions.visitors import Visitors
from alicebob.runner import endings, scenario_info, scenario_names, step_types
from alicebob.runner.console import print_any_character
from alicebob.runner.durations import count_rules, hide_duration
from alicebob.runner.interruptions import interrupt_on_signals
from alicebob.runner.sequence import Sequence, wait_in_steps
from alicebob.runner.suite import Suite
from alicebob.runner.undefined_steps import explain_undefined
from alicebob.scenario.settling import Settling

step_types.learn()  # behave reads this file before the steps
print_any_character()


def before_all(context: Context) -> None:
    """Read the options and start the server, before any scenario can fail."""
    interrupt_on_signals()
    wait_in_steps(the_step_registry)
    count_rules()
    hide_duration(context.config.reporters)
    context.suite = context.chat = context.client = context.operator = context.visitors = None
    suite = Suite(context.config.userdata)
    if suite.profile.marks:
        suite.check_marks(scenario_names.all_names(context.config))
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
        context.visitors = Visitors(context.chat, context.suite.visit)
        context.sequence = Sequence(scenario, Settling(context.chat))
        scenario_info.end_with_the_laws(scenario)


def before_step(context: Context, step: Step) -> None:
    """Announce the step, which waits until what users did in earlier steps has arrived."""
    context.sequence.coming = step


def after_step(context: Context, step: Step) -> None:
    """Have behave count the step as the suite does: not every failure makes a run fail."""
    info = scenario_info.scenario_info(context.scenario)
    standing, why = context.suite.standing(info), context.suite.why_known(info)
    endings.settle(context.scenario, step, standing, why, context.chat.judge)


def after_scenario(context: Context, scenario: Scenario) -> None:
    """Explain failures to behave, write the verdict, and close every connection still open."""
    explain_undefined(scenario)
    endings.explain(scenario)
    chat, context.chat = context.chat, None
    visitors, context.visitors = context.visitors, None
    if visitors is not None:
        visitors.close()
    if chat is not None and context.aborted:
        context.suite.interrupt(chat)
    elif chat is not None or scenario.hook_failed:
        info = scenario_info.scenario_info(scenario)
        standing, why = context.suite.standing(info), context.suite.why_known(info)
        context.suite.end(chat, info, endings.ending_of(scenario, standing, why))


def after_all(context: Context) -> None:
    """Stop the servers and print the summary; a run that judged nothing fails."""
    if context.suite is not None:
        told = "\n" + context.suite.close(is_interrupted=context.aborted)
        # An interruption may have left behave's capture of the output in place.
        print(told, file=sys.__stdout__ if context.aborted else sys.stdout, flush=True)


after_all.capture = False  # type: ignore[attr-defined]  # the summary is to be seen
