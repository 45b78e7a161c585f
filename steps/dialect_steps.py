"""Users who speak a dialect of their choice, and join or leave with a message of their own."""

from behave import given, step, then, when

from alicebob.actions import join_and_typing, tricky
from alicebob.actions.step_context import Context
from alicebob.assertions import expectations

LONG_AGO = "1999-12-31T23:59:59.123456Z"


@given('user "{user:quoted}" speaks "{dialect:quoted}"')
def user_speaks(context: Context, user: str, dialect: str) -> None:
    """Choose the dialect of a user who connects later: plain, events, envelope, …"""
    join_and_typing.speak(context.chat, user, dialect)


@given('users {users:names} speak "{dialect:quoted}"')
def users_speak(context: Context, users: list[str], dialect: str) -> None:
    for user in users:
        join_and_typing.speak(context.chat, user, dialect)


@step('user "{user:quoted}" connects without joining')
def connects_without_joining(context: Context, user: str) -> None:
    """Connect, and do not send the message that joins."""
    join_and_typing.connect_without_joining(context.chat, user)


@step('user "{user:quoted}" connects to room "{room:quoted}" without joining')
def connects_to_room_without_joining(context: Context, user: str, room: str) -> None:
    join_and_typing.connect_without_joining(context.chat, user, room)


@step('user "{user:quoted}" asks to join as "{name:quoted}"')
def asks_to_join(context: Context, user: str, name: str) -> None:
    """Send the message that joins, on a connection that has not joined."""
    context.chat.user(user).join(name)


@then('user "{user:quoted}" should have joined')
def has_joined(context: Context, user: str) -> None:
    join_and_typing.expect_in(context.chat, user, is_joined=True)


@then('user "{user:quoted}" should not have joined')
def has_not_joined(context: Context, user: str) -> None:
    join_and_typing.expect_in(context.chat, user, is_joined=False)


@when('user "{user:quoted}" asks to leave')
def asks_to_leave(context: Context, user: str) -> None:
    """Send the message that leaves, and wait until the server closes the connection."""
    context.chat.user(user).send_leave()
    expectations.expect_end(context.chat, user, 1000)


@when('user "{user:quoted}" pings the server {count:number} times')
def pings_the_server(context: Context, user: str, count: int) -> None:
    """Send ping messages of the dialect, and wait for each answer."""
    for _ in range(count):
        join_and_typing.ping(context.chat, user)


@when('user "{user:quoted}" asks to join under a name with {kind}')
def asks_to_join_under_tricky_name(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).join(tricky.name(kind))


@when('user "{user:quoted}" asks to join under a name written with {kind}')
def asks_to_join_under_spelling(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).join(tricky.spelled_name(kind))


@when('user "{user:quoted}" sends message "{text:quoted}" claiming to be "{other:quoted}"')
def sends_claiming_to_be(context: Context, user: str, text: str, other: str) -> None:
    """Send a message that names another sender, which the server must not believe."""
    context.chat.user(user).send_message_as(other, text)


@when('user "{user:quoted}" sends message "{text:quoted}" claiming to be "{other:quoted}" in 1999')
def sends_claiming_time(context: Context, user: str, text: str, other: str) -> None:
    """Send a message with another sender and time, which the server must not believe."""
    context.chat.user(user).send_message_as(other, text, at=LONG_AGO)


@when(
    'user "{user:quoted}" sends private message "{text:quoted}" to "{to:quoted}" '
    'claiming to be "{other:quoted}" in 1999'
)
def sends_privately_claiming_time(
    context: Context, user: str, text: str, to: str, other: str
) -> None:
    context.chat.user(user).send_message_as(other, text, to=to, at=LONG_AGO)


@when(
    'user "{user:quoted}" connects at "{path:quoted}", offers subprotocol "{offer:quoted}" '
    'and speaks "{dialect:quoted}"'
)
@when(
    'user "{user:quoted}" connects at "{path:quoted}", offers subprotocol "{offer:quoted}" '
    'and speaks "{dialect:quoted}" in room "{room:quoted}"'
)
def connects_offering(
    context: Context, user: str, path: str, offer: str, dialect: str, room: str = "lobby"
) -> None:
    join_and_typing.speak(context.chat, user, dialect)
    join_and_typing.connect_offering(context.chat, user, room, path, offer)


@then('the server should have selected subprotocol "{subprotocol:quoted}" for user "{user:quoted}"')
def server_selected(context: Context, subprotocol: str, user: str) -> None:
    join_and_typing.expect_agreed(context.chat, user, subprotocol)


@then('user "{user:quoted}" should receive message "{text:quoted}" with the current time')
def receives_with_current_time(context: Context, user: str, text: str) -> None:
    join_and_typing.expect_said_now(context.chat, user, text)


@then('user "{user:quoted}" should receive private message "{text:quoted}" with the current time')
def receives_privately_with_current_time(context: Context, user: str, text: str) -> None:
    join_and_typing.expect_said_now(context.chat, user, text)


@then('user "{user:quoted}" should see "{text:quoted}" in the history, with the current time')
def sees_with_current_time(context: Context, user: str, text: str) -> None:
    join_and_typing.expect_kept_now(context.chat, user, text)
