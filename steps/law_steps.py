"""The last step of every scenario, added by the suite itself."""

from behave import then

from alicebob.actions.step_context import Context
from alicebob.scenario import teardown


@then("the laws of chat hold")
def laws_hold(context: Context) -> None:
    context.visitors.expect_sound()
    teardown.close(context.chat)
