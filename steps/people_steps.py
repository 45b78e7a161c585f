"""Users connect and leave, and are notified of each other."""

from behave import given, step, then, when

from alicebob.actions import hostile_clients, longest, messages, server_control, tricky
from alicebob.actions.step_context import Context
from alicebob.assertions import expectations, user_list


@given("the server is running")
def server_is_running(context: Context) -> None:
    server_control.expect_answering(context.chat)


@given('user "{user:quoted}" uses a browser')
def uses_browser(context: Context, user: str) -> None:
    """Play the user on the chat's page, whatever the others use; before the user connects."""
    context.chat.use_browser(user)


@step('user "{user:quoted}" connects to the chat')
@step('user "{user:quoted}" comes back')
def connects(context: Context, user: str) -> None:
    """Connect in the user's dialect, and wait until the server has let the user in."""
    context.chat.connect(user, context.chat.connect_options(user))


@when('user "{user:quoted}" connects beside {count:number} TCP connections that send nothing')
def connects_beside_silence(context: Context, user: str, count: int) -> None:
    """Connect while that many TCP connections are open that send nothing."""
    hostile_clients.connect_beside_silence(context.chat, user, count)


@step("users {users:names} connect to the chat")
def connect(context: Context, users: list[str]) -> None:
    """Connect one after the other, each as soon as the last has joined."""
    for user in users:
        context.chat.connect(user, context.chat.connect_options(user))


@step("users {users:names} connect at the same moment")
def connect_together(context: Context, users: list[str]) -> None:
    """Connect all at once, each from a thread of its own."""
    messages.arrive_together(context.chat, users)


@step('users {users:names} connect to room "{room:quoted}"')
def connect_to_room(context: Context, users: list[str], room: str) -> None:
    for user in users:
        context.chat.connect(user, context.chat.connect_options(user, room))


@step('user "{user:quoted}" connects to room "{room:quoted}"')
def connects_to_room(context: Context, user: str, room: str) -> None:
    context.chat.connect(user, context.chat.connect_options(user, room))


@step('guest "{guest:quoted}" connects without a name')
def connects_without_name(context: Context, guest: str) -> None:
    """Connect without naming anybody: the server calls such a user Anonymous."""
    context.chat.connect(guest, context.chat.connect_options(None))


@step('guest "{guest:quoted}" connects with an empty name')
def connects_with_empty_name(context: Context, guest: str) -> None:
    context.chat.connect(guest, context.chat.connect_options(""))


@step('guest "{guest:quoted}" connects with a blank name')
def connects_with_blank_name(context: Context, guest: str) -> None:
    context.chat.connect(guest, context.chat.connect_options("   "))


@when('user "{user:quoted}" connects under a name with {kind}')
def connects_under_tricky_name(context: Context, user: str, kind: str) -> None:
    context.chat.connect(user, context.chat.connect_options(tricky.name(kind)))


@when('user "{user:quoted}" connects under the longest name that is allowed')
def connects_under_longest_name(context: Context, user: str) -> None:
    """Connect under a name as long as the profile says that names may be."""
    context.chat.connect(user, context.chat.connect_options(longest.name(context.chat)))


@step('user "{user:quoted}" connects to room "{room:quoted}" under a name with {kind}')
def connects_to_room_under_tricky_name(context: Context, user: str, room: str, kind: str) -> None:
    context.chat.connect(user, context.chat.connect_options(tricky.name(kind), room))


@step('user "{user:quoted}" connects under a name written with {kind}')
def connects_under_spelling(context: Context, user: str, kind: str) -> None:
    context.chat.connect(user, context.chat.connect_options(tricky.spelled_name(kind)))


@when('user "{user:quoted}" tries to connect under a name with {kind}')
def tries_to_connect_under_forbidden_name(context: Context, user: str, kind: str) -> None:
    """Connect, also if the server rejects it; a later step says which is expected."""
    chat = context.chat
    chat.try_connect(chat.ensure_user(user), chat.connect_options(tricky.name(kind)))


@when('user "{user:quoted}" tries to connect to room "{room:quoted}"')
def tries_to_connect_to_room(context: Context, user: str, room: str) -> None:
    """Connect, also if the server rejects it; a later step says which is expected."""
    chat = context.chat
    chat.try_connect(chat.ensure_user(user), chat.connect_options(user, room))


@when('user "{user:quoted}" tries to connect')
def tries_to_connect(context: Context, user: str) -> None:
    """Connect, also if the server rejects it; a later step says which is expected."""
    context.chat.try_connect(context.chat.ensure_user(user), context.chat.connect_options(user))


@when("{count:number} visitors connect, say hello and leave, one after another")
def visitors_come_and_go(context: Context, count: int) -> None:
    messages.come_and_go(context.chat, count)


@step('user "{user:quoted}" disconnects')
@step('user "{user:quoted}" leaves')
def leaves(context: Context, user: str) -> None:
    """Close the connection with code 1000, and wait until the server has answered that."""
    context.chat.disconnect(user)


@when('user "{user:quoted}" disconnects abruptly')
def disconnects_abruptly(context: Context, user: str) -> None:
    """End the TCP connection in order, but without a Close frame."""
    context.chat.user(user).hang_up()


@when('the connection of user "{user:quoted}" is lost')
def connection_is_lost(context: Context, user: str) -> None:
    """Reset the TCP connection, as a crash or a lost network does."""
    context.chat.user(user).reset()


@step('user "{user:quoted}" stops responding')
@step('user "{user:quoted}" stops reading')
def stops_reading(context: Context, user: str) -> None:
    """Read nothing more, so that no ping is answered either, and keep the connection open."""
    context.chat.user(user).stop_reading()


@when('user "{user:quoted}" starts reading again')
def starts_reading_again(context: Context, user: str) -> None:
    context.chat.user(user).resume_reading()


@then('user "{user:quoted}" should be rejected')
def is_rejected(context: Context, user: str) -> None:
    """Expect that the handshake was rejected, with a status 4xx or 503."""
    expectations.expect_rejected(context.chat, user)


@then('user "{receiver:quoted}" should receive "joined" notification for "{name:quoted}"')
def receives_joined(context: Context, receiver: str, name: str) -> None:
    expectations.expect_notice(context.chat, receiver, "joined", name)


@step('user "{receiver:quoted}" receives "left" notification for "{name:quoted}"')
@then('user "{receiver:quoted}" should receive "left" notification for "{name:quoted}"')
def receives_left(context: Context, receiver: str, name: str) -> None:
    """Wait until that has arrived; each notification counts for one step only."""
    expectations.expect_notice(context.chat, receiver, "left", name)


@then('users {receivers:names} should receive "{what:quoted}" notification for "{name:quoted}"')
def all_receive_notification(context: Context, receivers: list[str], what: str, name: str) -> None:
    for receiver in receivers:
        expectations.expect_notice(context.chat, receiver, what, name)


@then(
    'user "{receiver:quoted}" should not receive "{what:quoted}" notification for "{name:quoted}"'
)
def does_not_receive_notification(context: Context, receiver: str, what: str, name: str) -> None:
    expectations.expect_no_notice(context.chat, receiver, what, name)


@then('user "{receiver:quoted}" should receive "{what:quoted}" notification for a name with {kind}')
def receives_notification_for_tricky_name(
    context: Context, receiver: str, what: str, kind: str
) -> None:
    expectations.expect_notice(context.chat, receiver, what, tricky.name(kind))


@then(
    'user "{receiver:quoted}" should receive message from a name with {kind} saying "{text:quoted}"'
)
def receives_message_from_tricky_name(
    context: Context, receiver: str, kind: str, text: str
) -> None:
    expectations.expect_message(context.chat, receiver, tricky.name(kind), text)


@then(
    'user "{receiver:quoted}" should receive "joined" notification for the normalized name, '
    "without {kind}"
)
def receives_joined_for_normalized_name(context: Context, receiver: str, kind: str) -> None:
    expectations.expect_notice(context.chat, receiver, "joined", tricky.normalized_name(kind))


@when('user "{user:quoted}" tries to connect as "{name:quoted}"')
def tries_to_connect_as(context: Context, user: str, name: str) -> None:
    """Connect, also if the server rejects it; a later step says which is expected."""
    chat = context.chat
    chat.try_connect(chat.ensure_user(user), chat.connect_options(name))


@when('users {users:names} try to connect as "{name:quoted}" at the same moment')
def try_to_connect_together(context: Context, users: list[str], name: str) -> None:
    messages.try_connect_together(context.chat, users, name)


@then("exactly one of {users:names} should have joined")
def exactly_one_has_joined(context: Context, users: list[str]) -> None:
    user_list.expect_one_joined(context.chat, users)


@when("users {users:names} leave at the same moment")
def leave_together(context: Context, users: list[str]) -> None:
    messages.leave_together(context.chat, users)


@when("users {users:names} join and leave {count:number} times each, all at once")
def join_and_leave_together(context: Context, users: list[str], count: int) -> None:
    """Connect and leave that often, each user in a thread of its own."""
    messages.come_and_go_together(context.chat, users, count)


@when('user "{user:quoted}" tries to connect to room "{room:quoted}" as "{name:quoted}"')
def tries_to_connect_to_room_as(context: Context, user: str, room: str, name: str) -> None:
    """Connect, also if the server rejects it; a later step says which is expected."""
    context.chat.try_connect(
        context.chat.ensure_user(user), context.chat.connect_options(name, room)
    )
