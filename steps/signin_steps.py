"""People prove who they are, or cannot."""

from behave import step, then, when
from behave.runner import Context

from alicebob.actions import sign_in


@when('"{user:quoted}" tries to connect with {kind}')
def tries_with(context: Context, user: str, kind: str) -> None:
    sign_in.try_connect_with(context.chat, user, kind)


@step('user "{user:quoted}" connects, and says that they are called "{name:quoted}"')
def connects_as(context: Context, user: str, name: str) -> None:
    sign_in.connect_as(context.chat, user, name)


@step('user "{user:quoted}" connects with a token that soon runs out')
def connects_briefly(context: Context, user: str) -> None:
    sign_in.connect_briefly(context.chat, user)


@step("users {users:names} connect with tokens that soon run out")
def connect_briefly(context: Context, users: list[str]) -> None:
    for user in users:
        sign_in.connect_briefly(context.chat, user)


@then('the line of user "{user:quoted}" should end because the token has run out')
def token_has_run_out(context: Context, user: str) -> None:
    sign_in.expect_run_out(context.chat, user)


@step('user "{user:quoted}" connects with a token that never runs out')
def connects_for_ever(context: Context, user: str) -> None:
    sign_in.connect_without_expiry(context.chat, user)


@then('the server\'s log should not contain the token of "{user:quoted}"')
def log_is_discreet(context: Context, user: str) -> None:
    sign_in.expect_discreet(context.chat, user)


@then('the server\'s log should not contain "{text:quoted}"')
def log_does_not_tell(context: Context, text: str) -> None:
    sign_in.expect_unprinted(context.chat, text)
