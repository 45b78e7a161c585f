"""Whoever goes too fast, and may speak again."""

from behave import then, when
from behave.runner import Context

from harness import talk
from harness.heard import Reason, Refused


@then('user "{user:quoted}" should be told {count:number} times that {reason}')
def is_told_often(context: Context, user: str, count: int, reason: str) -> None:
    refused = Refused(context.stage.user(user).dialect.told(Reason(reason)))
    for _ in range(count):
        context.stage.expect(user, f"that {reason}", lambda heard: heard == refused)


@when('user "{user:quoted}" says "{text:quoted}" until they are heard')
def says_until_heard(context: Context, user: str, text: str) -> None:
    talk.say_until_heard(context.stage, context.stage.user(user), text)


@when('user "{user:quoted}" goes on too fast until the line ends')
def goes_on_too_fast(context: Context, user: str) -> None:
    talk.flood_until_cut(context.stage.user(user))
