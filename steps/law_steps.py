"""The last step of every scenario, added by the suite itself."""

from behave import then
from behave.runner import Context

from harness import curtain


@then("the laws of chat hold")
def laws_hold(context: Context) -> None:
    curtain.close(context.stage)
