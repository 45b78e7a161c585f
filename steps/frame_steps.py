"""Pings, Close frames and what follows them, sent by users of every dialect."""

from behave import step, then, when

from alicebob.actions import pings, raw_sending, spelled_addresses
from alicebob.actions.step_context import Context
from alicebob.assertions import expectations


@then("a ping of {size:number} bytes should be answered with the same payload")
def my_ping_is_answered(context: Context, size: int) -> None:
    pings.expect_pong(context.chat, context.client.connection, pings.payload_of(size))


@then('a ping of {size:number} byte from user "{user:quoted}" should be answered')
@then('a ping of {size:number} bytes from user "{user:quoted}" should be answered')
def ping_is_answered(context: Context, size: int, user: str) -> None:
    pings.expect_pong(context.chat, context.chat.user(user), pings.payload_of(size))


@when('user "{user:quoted}" connects, with {kind} in the address')
def connects_with_spelling(context: Context, user: str, kind: str) -> None:
    """Connect at an address that means the same, and is written in another way."""
    spelled_addresses.connect(context.chat, user, kind)


@when('user "{user:quoted}" sends messages {texts:names} in a single frame')
def sends_packed(context: Context, user: str, texts: list[str]) -> None:
    """Send several messages in one frame, on a wire that has a character between them."""
    context.chat.user(user).send_packed(texts)


@when('user "{user:quoted}" sends {count:number} pings in a single write')
def sends_pings(context: Context, user: str, count: int) -> None:
    """Send that many WebSocket pings, each with its own payload, in one write."""
    pings.send_many(context.chat.user(user), count)


@then('the {count:number} pings of user "{user:quoted}" should be answered in their order')
def pings_are_answered_in_order(context: Context, count: int, user: str) -> None:
    pings.expect_many(context.chat, context.chat.user(user), count)


@when('user "{user:quoted}" sends a pong that nobody asked for')
def sends_pong(context: Context, user: str) -> None:
    pings.send_pong(context.chat.user(user))


@when('user "{user:quoted}" closes the connection with code {code:number}')
def closes_with_code(context: Context, user: str, code: int) -> None:
    context.chat.user(user).leave(code)


@when('user "{user:quoted}" closes the connection without a code')
def closes_without_code(context: Context, user: str) -> None:
    context.chat.user(user).leave(None)


@when("I close the WebSocket connection without a code")
def i_close_without_code(context: Context) -> None:
    context.client.connection.leave(None)


@step('user "{user:quoted}" sends {kind} and message "{text:quoted}" in a single write')
def sends_text_behind(context: Context, user: str, kind: str, text: str) -> None:
    raw_sending.send_text_behind(context.chat.user(user), kind, text)


@then('no ping of user "{user:quoted}" should have been answered')
def no_ping_was_answered(context: Context, user: str) -> None:
    expectations.expect_no_pong(context.chat, user)


@then('user "{user:quoted}" should have received nothing since they left')
def received_nothing_since_leaving(context: Context, user: str) -> None:
    expectations.expect_nothing_since_leave(context.chat, user)


@when('I send a Close frame, a message and a ping at "{path:quoted}", while others keep talking')
def send_after_close(context: Context, path: str) -> None:
    context.client.send_behind_close(path)


@then("the server should have sent nothing after its Close frame")
def nothing_after_close(context: Context) -> None:
    context.client.expect_nothing_behind_close()
