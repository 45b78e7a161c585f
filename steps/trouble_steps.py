"""Invalid messages and frames, stalled connections, floods, and a server that shuts down."""

from behave import step, then, when

from alicebob.actions import (
    concurrent,
    messages,
    raw_sending,
    server_control,
    slow_reading,
    tricky,
)
from alicebob.actions.step_context import Context
from alicebob.assertions import conversation, expectations


@step('user "{user:quoted}" sends binary data')
def sends_binary(context: Context, user: str) -> None:
    context.chat.user(user).send_binary(
        b'{"sender": "Bob", "content": "forged", "type": "message"}'
    )


@step('user "{user:quoted}" sends empty binary data')
def sends_empty_binary(context: Context, user: str) -> None:
    context.chat.user(user).send_binary(b"")


@when('user "{user:quoted}" sends an empty message')
def sends_empty(context: Context, user: str) -> None:
    context.chat.user(user).send_message("")


@when('user "{user:quoted}" sends a message containing only {blanks}')
def sends_blank(context: Context, user: str, blanks: str) -> None:
    context.chat.user(user).send_message(tricky.blank_text(blanks))


@when('user "{user:quoted}" sends the invalid frame: {kind}')
def sends_invalid_frame(context: Context, user: str, kind: str) -> None:
    """Send a frame that the user's dialect does not allow."""
    raw_sending.send_invalid_message(context.chat.user(user), kind)


@when(
    'user "{user:quoted}" sends every invalid frame of their dialect, '
    "each as soon as the last was rejected"
)
def sends_every_invalid_frame(context: Context, user: str) -> None:
    raw_sending.send_every_invalid_message(context.chat, user)


@step('user "{user:quoted}" sends "{text:quoted}", written with {spelling}')
def sends_spelled(context: Context, user: str, text: str, spelling: str) -> None:
    """Send a valid frame that is written in an unusual way."""
    raw_sending.send_spelled(context.chat.user(user), text, spelling)


@then('user "{user:quoted}" should receive the error for the invalid frame: {kind}')
def receives_error_for(context: Context, user: str, kind: str) -> None:
    rejection = raw_sending.rejection_of(context.chat.user(user), kind)
    expectations.expect_event(context.chat, user, rejection)


@when('user "{user:quoted}" breaks the protocol with {kind}')
def breaks_protocol(context: Context, user: str, kind: str) -> None:
    """Send bytes that break RFC 6455, for which the server must close the connection."""
    raw_sending.break_protocol(context.chat.user(user), kind)


@when('user "{user:quoted}" sends invalid text: {kind}')
def sends_invalid_text(context: Context, user: str, kind: str) -> None:
    raw_sending.break_protocol(context.chat.user(user), kind)


@when('user "{user:quoted}" sends {kind}, one byte at a time')
def sends_bytewise(context: Context, user: str, kind: str) -> None:
    messages.say_bytewise(context.chat, context.chat.user(user), tricky.text(kind))


@when('user "{user:quoted}" sends {count:number} messages in a single write')
def sends_in_a_single_write(context: Context, user: str, count: int) -> None:
    texts = [f"message {number} of {user}" for number in range(1, count + 1)]
    raw_sending.send_in_one_write(context.chat.user(user), *texts)


@when('user "{user:quoted}" sends only half of a frame')
def sends_half_of_a_frame(context: Context, user: str) -> None:
    raw_sending.send_half_frame(context.chat.user(user))


@step('user "{user:quoted}" keeps sending messages until "{reader:quoted}" is disconnected')
def sends_until_disconnected(context: Context, user: str, reader: str) -> None:
    """Send long messages until the leave of that user has been announced."""
    chat = context.chat
    messages.flood(
        chat, chat.user(user), lambda: expectations.has_received_leave(chat, user, reader)
    )


@when(
    'user "{user:quoted}" keeps sending messages until a connection of "{reader:quoted}" '
    "is disconnected"
)
def sends_until_a_connection_is_lost(context: Context, user: str, reader: str) -> None:
    sends_until_disconnected(context, user, reader)


@when('user "{user:quoted}" keeps sending messages until each of {readers:names} is disconnected')
def sends_until_all_disconnected(context: Context, user: str, readers: list[str]) -> None:
    for reader in readers:
        sends_until_disconnected(context, user, reader)


@step('user "{user:quoted}" connects to the chat on a narrow line')
def connects_on_narrow_line(context: Context, user: str) -> None:
    """Connect so that the server soon notices when the user does not read."""
    slow_reading.connect_on_narrow_line(context.chat, user)


@when(
    'user "{user:quoted}" sends {count:number} messages, waiting for "{receiver:quoted}" to '
    "receive each"
)
def sends_one_by_one(context: Context, user: str, count: int, receiver: str) -> None:
    """Send different messages, each when the last has been received."""
    chat = context.chat
    slow_reading.say_one_by_one(chat, chat.user(user), chat.user(receiver), count)


@when('user "{user:quoted}" begins to read slowly')
def begins_to_read_slowly(context: Context, user: str) -> None:
    """Read from now on as a program does that does something with each message."""
    slow_reading.begin(context.chat, context.chat.user(user))


@then(
    'user "{user:quoted}", who asks {count:number} questions at once, '
    'should receive messages from "{speaker:quoted}" between the answers'
)
def receives_between_answers(context: Context, user: str, count: int, speaker: str) -> None:
    concurrent.ask_meanwhile(context.chat, speaker, user, count)


@when('user "{user:quoted}" answers {count:number} pings from the server')
def answers_pings(context: Context, user: str, count: int) -> None:
    expectations.expect_pings(context.chat, user, count)


@then('the connection of user "{user:quoted}" should be closed with code {code:number}')
def connection_is_closed_with(context: Context, user: str, code: int) -> None:
    expectations.expect_end(context.chat, user, code)


@then('the connection of user "{user:quoted}" should be closed')
def connection_is_closed(context: Context, user: str) -> None:
    expectations.expect_end(context.chat, user)


@when("the server is shut down")
def server_is_shut_down(context: Context) -> None:
    """Send SIGTERM to the server."""
    server_control.stop(context.chat)


@when("the server is shut down while users {users:names} are sending messages")
def server_is_shut_down_while_sending(context: Context, users: list[str]) -> None:
    server_control.stop_in_a_burst(context.chat, [context.chat.user(user) for user in users])


@when('user "{user:quoted}" tries to connect while the server is shutting down')
def tries_to_connect_during_shutdown(context: Context, user: str) -> None:
    server_control.try_connect_late(context.chat, user)


@then("users {users:names} should have heard the same messages in the same order")
def heard_the_same(context: Context, users: list[str]) -> None:
    conversation.expect_same_for(context.chat, users)


@then("the server should have exited cleanly")
def server_exited_cleanly(context: Context) -> None:
    """Expect that the server ends with exit code 0."""
    server_control.expect_exit(context.chat, 0)


@when('user "{user:quoted}" sends message "{text:quoted}" and an empty message in a single write')
def sends_with_empty(context: Context, user: str, text: str) -> None:
    raw_sending.send_in_one_write(context.chat.user(user), text, "")


@when('user "{user:quoted}" sends message "{text:quoted}" and {kind} in a single write')
def sends_with_invalid_frame(context: Context, user: str, text: str, kind: str) -> None:
    raw_sending.send_in_one_write(context.chat.user(user), text, then=kind)


@when("the server is killed")
def server_is_killed(context: Context) -> None:
    """Send SIGKILL to the server; its connections are lost."""
    server_control.kill(context.chat)


@when("the server is started again")
def server_is_started_again(context: Context) -> None:
    server_control.start_again(context.chat)
