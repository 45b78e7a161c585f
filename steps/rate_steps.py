"""Whoever goes too fast, and may speak again."""

from behave import step, then, when
from behave.runner import Context

from alicebob.actions import rate_limit
from alicebob.model.received import Rejected, RejectionReason


@then('user "{user:quoted}" should be told {count:number} times that {reason}')
def is_told_often(context: Context, user: str, count: int, reason: str) -> None:
    refused = Rejected(context.chat.user(user).dialect.told(RejectionReason(reason)))
    for _ in range(count):
        context.chat.expect(user, f"that {reason}", lambda received: received == refused)


@when('user "{user:quoted}" talks until they are told to go slower')
def talks_until_refused(context: Context, user: str) -> None:
    rate_limit.say_until_refused(context.chat, context.chat.user(user))


@when('user "{user:quoted}" waits as they were told, and says "{text:quoted}"')
def says_when_told(context: Context, user: str, text: str) -> None:
    rate_limit.say_when_told(context.chat, context.chat.user(user), text)


@when('user "{user:quoted}" says "{text:quoted}" until they are heard')
def says_until_heard(context: Context, user: str, text: str) -> None:
    rate_limit.say_until_heard(context.chat, context.chat.user(user), text)


@when('user "{user:quoted}" goes on too fast until the line ends')
def goes_on_too_fast(context: Context, user: str) -> None:
    rate_limit.flood_until_cut(context.chat, context.chat.user(user))


@step('user "{user:quoted}" is pinged {count:number} times more')
def is_pinged_more(context: Context, user: str, count: int) -> None:
    rate_limit.wait_for_pings(context.chat, user, count)
