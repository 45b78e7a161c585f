"""Users who connect with a token, valid or not."""

from behave import step, then, when

from alicebob.actions import sign_in
from alicebob.actions.step_context import Context


@when('user "{user:quoted}" tries to connect with {kind}')
def tries_to_connect_with(context: Context, user: str, kind: str) -> None:
    """Connect with such a token, also if the server rejects it."""
    sign_in.try_connect_with(context.chat, user, kind)


@step('user "{user:quoted}" connects with their own token, claiming to be "{name:quoted}"')
def connects_claiming_to_be(context: Context, user: str, name: str) -> None:
    """Connect with a valid token, and ask for another name than the token's."""
    sign_in.connect_as(context.chat, user, name)


@step("users {users:names} connect with tokens that soon expire")
def connect_with_short_lived_tokens(context: Context, users: list[str]) -> None:
    for user in users:
        sign_in.connect_briefly(context.chat, user)


@then('the connection of user "{user:quoted}" should be closed because the token has expired')
def closed_because_token_expired(context: Context, user: str) -> None:
    sign_in.expect_expiry(context.chat, context.chat.user(user))


@step("users {users:names} connect with tokens that soon expire, without joining")
def connect_with_short_lived_tokens_silently(context: Context, users: list[str]) -> None:
    for user in users:
        sign_in.connect_briefly(context.chat, user, is_silent=True)


@step('a second "{user:quoted}" connects with a token that soon expires')
def namesake_connects_with_short_lived_token(context: Context, user: str) -> None:
    sign_in.connect_briefly(context.chat, f"the second {user}", name=user)


@then("the WebSocket connection should be closed because the token has expired")
def my_connection_closed_because_token_expired(context: Context) -> None:
    sign_in.expect_expiry(context.chat, context.client.connection)


@step('user "{user:quoted}" connects with a token that never expires')
def connects_with_unlimited_token(context: Context, user: str) -> None:
    sign_in.connect_without_expiry(context.chat, user)


@then('the server\'s log should not contain the token of "{user:quoted}"')
def log_does_not_contain_token(context: Context, user: str) -> None:
    sign_in.expect_token_unprinted(context.chat, user)


@then('the server\'s log should not contain "{text:quoted}"')
def log_does_not_contain(context: Context, text: str) -> None:
    sign_in.expect_unprinted(context.chat, text)
