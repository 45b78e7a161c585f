"""Users who send faster than the rate limit allows, and how they continue."""

from behave import given, then, when

from alicebob.actions import messages, rate_limit
from alicebob.actions.step_context import Context
from alicebob.assertions import expectations
from alicebob.model.received import Rejected, RejectionReason


@then('user "{user:quoted}" should be told {count:number} times that {reason}')
def is_told_often(context: Context, user: str, count: int, reason: str) -> None:
    refused = Rejected(
        context.chat.user(user).dialect.rejection_reason(RejectionReason.called(reason))
    )
    for _ in range(count):
        expectations.expect_event(context.chat, user, refused)


@when('user "{user:quoted}" sends messages until they reach the rate limit')
def sends_until_limited(context: Context, user: str) -> None:
    """Send messages, a few at a time, until one is rejected."""
    rate_limit.say_until_refused(context.chat, context.chat.user(user))


@when(
    'user "{user:quoted}" waits for as long as the server asks, then sends message "{text:quoted}"'
)
def waits_then_sends(context: Context, user: str, text: str) -> None:
    """Wait as long as the rejection says, then expect that the text is accepted."""
    rate_limit.say_when_told(context.chat, context.chat.user(user), text)


@when('user "{user:quoted}" repeats message "{text:quoted}" until it is accepted')
def repeats_until_accepted(context: Context, user: str, text: str) -> None:
    rate_limit.say_until_heard(context.chat, context.chat.user(user), text)


@when('user "{user:quoted}" keeps sending too fast until the connection is closed')
def keeps_sending_too_fast(context: Context, user: str) -> None:
    rate_limit.flood_until_cut(context.chat, context.chat.user(user))


@when('user "{user:quoted}" pauses for longer than a second')
def pauses(context: Context, user: str) -> None:
    rate_limit.pause(context.chat, user)


@given("users {users:names} share an address")
def share_an_address(context: Context, users: list[str]) -> None:
    """Give these users one address, where the suite plays the proxy."""
    context.chat.share_address(users)


@when('user "{user:quoted}" connects and leaves {count:number} times')
def connects_and_leaves(context: Context, user: str, count: int) -> None:
    messages.connect_and_leave(context.chat, user, count)


@then('user "{user:quoted}" should be told when to come back')
def is_told_when_to_come_back(context: Context, user: str) -> None:
    expectations.expect_told_when_to_return(context.chat, user)


@when('user "{user:quoted}" sends binary data {count:number} times')
def sends_binary_often(context: Context, user: str, count: int) -> None:
    for number in range(count):
        context.chat.user(user).send_binary(f"{number}".encode())


@when('user "{user:quoted}" keeps pinging the server until the connection is closed')
def keeps_pinging(context: Context, user: str) -> None:
    rate_limit.ping_until_cut(context.chat, context.chat.user(user))
