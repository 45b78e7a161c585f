"""What was said before, and what somebody missed."""

from behave import then, when
from behave.runner import Context

from harness import expectations


@when('user "{user:quoted}" asks for the last {count:number} messages')
def asks_for_last(context: Context, user: str, count: int) -> None:
    expectations.ask_history(context.stage, user, count)


@when('user "{user:quoted}" asks for {count:number} messages before "{text:quoted}"')
def asks_for_before(context: Context, user: str, count: int, text: str) -> None:
    expectations.ask_history(context.stage, user, count, before=text)


@when('user "{user:quoted}" asks what was said')
def asks_what_was_said(context: Context, user: str) -> None:
    expectations.ask_history(context.stage, user, None)


@when('user "{user:quoted}" comes back where they left')
def comes_back(context: Context, user: str) -> None:
    expectations.come_back(context.stage, user)


@then('user "{user:quoted}" should see the last {count:number} messages of "{speaker:quoted}"')
def sees_last(context: Context, user: str, count: int, speaker: str) -> None:
    expectations.expect_last_said(context.stage, user, count, speaker)


@then(
    'user "{user:quoted}" should see {count:number} messages of "{speaker:quoted}", '
    "the last of them {last:number}"
)
def sees_some(context: Context, user: str, count: int, speaker: str, last: int) -> None:
    expectations.expect_said_until(context.stage, user, count, speaker, last)


@then('user "{user:quoted}" should see "{text:quoted}" from "{sender:quoted}" in the history')
def sees_in_history(context: Context, user: str, text: str, sender: str) -> None:
    expectations.expect_told(context.stage, user, text, sender)


@then('user "{user:quoted}" should not see "{text:quoted}" from "{sender:quoted}" in the history')
def does_not_see_in_history(context: Context, user: str, text: str, sender: str) -> None:
    expectations.expect_told(context.stage, user, text, sender, is_there=False)


@then('user "{user:quoted}" should see nothing of what was said before')
def sees_no_past(context: Context, user: str) -> None:
    expectations.expect_no_past(context.stage, user)


@then('user "{user:quoted}" should have missed nothing')
def missed_nothing(context: Context, user: str) -> None:
    expectations.expect_complete(context.stage, user, is_complete=True)


@then('user "{user:quoted}" should know that something is missing')
def knows_something_is_missing(context: Context, user: str) -> None:
    expectations.expect_complete(context.stage, user, is_complete=False)
