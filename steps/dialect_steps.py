"""People who speak another dialect than the others, and come and go by a word."""

from behave import given, step, then, when
from behave.runner import Context

from alicebob.actions import join_and_typing
from alicebob.clients.connect_options import ConnectOptions
from alicebob.data.tricky_strings import FOLDED_NAMES, NAMES, REFUSED_NAMES
from alicebob.dialects import by_name


@given('user "{user:quoted}" speaks "{dialect:quoted}"')
def speaks(context: Context, user: str, dialect: str) -> None:
    context.chat.speaks(user, by_name(dialect))


@given('users {users:names} speak "{dialect:quoted}"')
def speak(context: Context, users: list[str], dialect: str) -> None:
    for user in users:
        context.chat.speaks(user, by_name(dialect))


@step('user "{user:quoted}" stands at the door')
def stands_at_the_door(context: Context, user: str) -> None:
    join_and_typing.stand_at_the_door(context.chat, user)


@step('user "{user:quoted}" stands at the door of room "{room:quoted}"')
def stands_at_the_door_of(context: Context, user: str, room: str) -> None:
    join_and_typing.stand_at_the_door(context.chat, user, room)


@step('user "{user:quoted}" asks to join as "{name:quoted}"')
def asks_to_join(context: Context, user: str, name: str) -> None:
    context.chat.user(user).join(name)


@then('user "{user:quoted}" should be in')
def is_joined(context: Context, user: str) -> None:
    join_and_typing.expect_in(context.chat, user, is_joined=True)


@then('user "{user:quoted}" should not be in')
def is_not_in(context: Context, user: str) -> None:
    join_and_typing.expect_in(context.chat, user, is_joined=False)


@when('user "{user:quoted}" says that they leave')
def takes_leave(context: Context, user: str) -> None:
    context.chat.user(user).send_leave()
    context.chat.expect_end(user, 1000)


@when('user "{user:quoted}" asks whether all has come')
def pings(context: Context, user: str) -> None:
    join_and_typing.ping(context.chat, user)


@when('user "{user:quoted}" asks {count:number} times whether all has come')
def pings_often(context: Context, user: str, count: int) -> None:
    for _ in range(count):
        join_and_typing.ping(context.chat, user)


@when('user "{user:quoted}" asks to join under a name with {kind}')
def asks_to_join_under_remarkable_name(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).join({**NAMES, **REFUSED_NAMES}[kind])


@when('user "{user:quoted}" asks to join under a name written with {kind}')
def asks_to_join_under_folded_name(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).join(FOLDED_NAMES[kind][0])


@when('user "{user:quoted}" sends message "{text:quoted}" in the name of "{other:quoted}"')
def sends_in_the_name_of(context: Context, user: str, text: str, other: str) -> None:
    context.chat.user(user).send_message_as(other, text)


@when(
    '"{user:quoted}" connects at "{path:quoted}", offers "{offer:quoted}" '
    'and speaks "{dialect:quoted}"'
)
@when(
    '"{user:quoted}" connects at "{path:quoted}", offers "{offer:quoted}" '
    'and speaks "{dialect:quoted}" in room "{room:quoted}"'
)
def connects_offering(
    context: Context, user: str, path: str, offer: str, dialect: str, room: str = "lobby"
) -> None:
    context.chat.speaks(user, by_name(dialect))
    context.chat.connect(user, ConnectOptions(user, room, path=path, offer=offer))


@then('"{user:quoted}" and the server should have agreed on "{subprotocol:quoted}"')
def has_agreed_on(context: Context, user: str, subprotocol: str) -> None:
    join_and_typing.expect_agreed(context.chat, user, subprotocol)


@then('user "{user:quoted}" should be told that "{text:quoted}" was said just now')
def said_just_now(context: Context, user: str, text: str) -> None:
    join_and_typing.expect_said_now(context.chat, user, text)
