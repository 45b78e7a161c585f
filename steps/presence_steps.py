"""Users see who is in the room, and who is typing."""

from behave import then, when

from alicebob.actions import join_and_typing, messages
from alicebob.actions.step_context import Context
from alicebob.assertions import expectations, user_list
from alicebob.model.received import TypingChanged, UserLeft, UserList
from alicebob.model.sent import SetTyping


@when('user "{user:quoted}" asks who is in the room')
def asks_who_is_in_the_room(context: Context, user: str) -> None:
    """Request the user list; the next step that looks at a list sees the answer."""
    user_list.request_user_list(context.chat, user)


@then('user "{user:quoted}" should see exactly {names:names} in the room')
def sees_exactly(context: Context, user: str, names: list[str]) -> None:
    """Expect these users and no others in the next user list."""
    user_list.expect_users(context.chat, user, names)


@then('user "{user:quoted}" can see {names:names} in the room')
def can_see(context: Context, user: str, names: list[str]) -> None:
    """Ask for the user list, where one can ask, and expect these users in the latest one."""
    user_list.expect_on_list(context.chat, user, names)


@then('user "{user:quoted}" can see {names:names} in the room, and not "{gone:quoted}"')
def can_see_without(context: Context, user: str, names: list[str], gone: str) -> None:
    user_list.expect_on_list(context.chat, user, names, gone)


@then('user "{user:quoted}" should see nobody in the room')
def sees_nobody(context: Context, user: str) -> None:
    user_list.expect_users(context.chat, user, [])


@then('user "{user:quoted}" should see "{name:quoted}" with {count:number} connection')
@then('user "{user:quoted}" should see "{name:quoted}" with {count:number} connections')
def sees_connections(context: Context, user: str, name: str, count: int) -> None:
    user_list.expect_connections(context.chat, user, name, count)


@when('user "{user:quoted}" starts typing')
def starts_typing(context: Context, user: str) -> None:
    """Send the message that says so, in a dialect that has one."""
    context.chat.user(user).ask(SetTyping(True))


@when('user "{user:quoted}" stops typing')
def stops_typing(context: Context, user: str) -> None:
    context.chat.user(user).ask(SetTyping(False))


@when("users {users:names} start typing")
def start_typing(context: Context, users: list[str]) -> None:
    for user in users:
        starts_typing(context, user)


@then('user "{user:quoted}" should see that "{name:quoted}" is typing')
def sees_typing(context: Context, user: str, name: str) -> None:
    typing = TypingChanged(name, True)
    expectations.expect_event(context.chat, user, typing)


@then('user "{user:quoted}" should see that "{name:quoted}" is no longer typing')
def sees_no_longer_typing(context: Context, user: str, name: str) -> None:
    typing = TypingChanged(name, False)
    expectations.expect_event(context.chat, user, typing)


@then('users {users:names} should see that "{name:quoted}" is typing')
def all_see_typing(context: Context, users: list[str], name: str) -> None:
    for user in users:
        sees_typing(context, user, name)


@then('users {users:names} should see that "{name:quoted}" is no longer typing')
def all_see_no_longer_typing(context: Context, users: list[str], name: str) -> None:
    for user in users:
        sees_no_longer_typing(context, user, name)


@then('user "{user:quoted}" should see that each of {names:names} is typing')
def sees_each_typing(context: Context, user: str, names: list[str]) -> None:
    for name in names:
        sees_typing(context, user, name)


@then('user "{user:quoted}" should not see anybody typing')
def sees_nobody_typing(context: Context, user: str) -> None:
    expectations.expect_none(context.chat, user, "typing", TypingChanged)


@then('user "{user:quoted}" should see exactly {names:names} in the room, in this order')
def sees_exactly_in_order(context: Context, user: str, names: list[str]) -> None:
    user_list.expect_users(context.chat, user, names, in_order=True)


@then(
    'user "{user:quoted}" should receive "{what:quoted}" notification for "{name:quoted}", '
    "with {count:number} person in the room"
)
@then(
    'user "{user:quoted}" should receive "{what:quoted}" notification for "{name:quoted}", '
    "with {count:number} people in the room"
)
def receives_notification_with_count(
    context: Context, user: str, what: str, name: str, count: int
) -> None:
    notice = messages.notification(what, name)
    user_list.expect_count(context.chat, user, notice, count)


@then('user "{user:quoted}" should not see that "{name:quoted}" is no longer typing')
def does_not_see_end_of_typing(context: Context, user: str, name: str) -> None:
    typing = TypingChanged(name, False)
    expectations.expect_no_event(context.chat, user, typing)


@when('user "{user:quoted}" keeps typing, and "{watcher:quoted}" does not see it end')
def keeps_typing(context: Context, user: str, watcher: str) -> None:
    """Say so again and again, for longer than one indicator lasts."""
    join_and_typing.type_on(context.chat, user, watcher)


@then('user "{user:quoted}" should not receive another user list')
def receives_no_other_list(context: Context, user: str) -> None:
    """Expect that one user list came, and prove by a marker that no other did."""
    user_list.expect_once(context.chat, user, UserList, "a user list")


@then('user "{user:quoted}" should have seen each of {names:names} leave {count:number} time')
@then('user "{user:quoted}" should have seen each of {names:names} leave {count:number} times')
def sees_each_leave(context: Context, user: str, names: list[str], count: int) -> None:
    for left in map(UserLeft, names * count):
        expectations.expect_event(context.chat, user, left)
