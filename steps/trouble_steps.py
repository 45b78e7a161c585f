"""Invalid messages and frames, stalled connections, floods, and a server that shuts down."""

import random

from behave import step, then, when
from behave.runner import Context

from harness import acts, backstage, expectations
from harness.frames import BINARY, NONSENSE, NOT_UTF8, TEXT, masked
from harness.heard import Refused
from harness.nonsense import nonsense
from harness.remarkable import TEXTS

_BLANKS = {
    "spaces": "   ",
    "line breaks": "\n\r\n",
    "tabs": "\t\t",
    "wide spaces": "\u3000\u2003",
}


@step('user "{user:quoted}" sends binary data')
def sends_binary(context: Context, user: str) -> None:
    context.stage.user(user).send_binary(
        b'{"sender": "Bob", "content": "forged", "type": "message"}'
    )


@step('user "{user:quoted}" sends empty binary data')
def sends_empty_binary(context: Context, user: str) -> None:
    context.stage.user(user).send_binary(b"")


@when('user "{user:quoted}" sends an empty message')
def sends_empty(context: Context, user: str) -> None:
    context.stage.user(user).say("")


@when('user "{user:quoted}" sends a message containing only {blanks}')
def sends_blank(context: Context, user: str, blanks: str) -> None:
    context.stage.user(user).say(_BLANKS[blanks])


@when('user "{user:quoted}" sends the invalid frame: {kind}')
def sends_invalid_frame(context: Context, user: str, kind: str) -> None:
    speaker = context.stage.user(user)
    text, reason = nonsense(speaker.dialect, kind)
    speaker.blurt(text, kind, reason)


@then('user "{user:quoted}" should receive the error for the invalid frame: {kind}')
def receives_error_for(context: Context, user: str, kind: str) -> None:
    dialect = context.stage.user(user).dialect
    refused = Refused(dialect.told(nonsense(dialect, kind)[1]))
    context.stage.expect(user, str(refused), lambda heard: heard == refused)


@when('user "{user:quoted}" breaks the protocol with {kind}')
def breaks_protocol(context: Context, user: str, kind: str) -> None:
    context.stage.user(user).send_raw(NONSENSE[kind], kind)


@when('user "{user:quoted}" sends invalid text: {kind}')
def sends_invalid_text(context: Context, user: str, kind: str) -> None:
    context.stage.user(user).send_raw(NOT_UTF8[kind], kind)


@when('user "{user:quoted}" sends {kind}, one byte at a time')
def sends_bytewise(context: Context, user: str, kind: str) -> None:
    acts.say_bytewise(context.stage, context.stage.user(user), TEXTS[kind])


@when('user "{user:quoted}" sends {count:number} messages in a single write')
def sends_in_a_single_write(context: Context, user: str, count: int) -> None:
    speaker = context.stage.user(user)
    texts = [f"message {number} of {user}" for number in range(1, count + 1)]
    frames = b"".join(masked(TEXT, speaker.wire(text)) for text in texts)
    speaker.send_raw(frames, "many messages in a single write", *texts)


@when('user "{user:quoted}" sends only half of a frame')
def sends_half_of_a_frame(context: Context, user: str) -> None:
    frame = masked(random.choice([TEXT, BINARY]), b"never finished")
    context.stage.user(user).send_raw(frame[:-4], "half a frame")


@step('user "{user:quoted}" keeps sending messages until "{reader:quoted}" is disconnected')
def sends_until_disconnected(context: Context, user: str, reader: str) -> None:
    stage = context.stage
    acts.flood(stage, stage.user(user), lambda: stage.has_heard_left(user, reader))


@when('user "{user:quoted}" answers {count:number} pings from the server')
def answers_pings(context: Context, user: str, count: int) -> None:
    context.stage.expect_pings(user, count)


@then('the connection of user "{user:quoted}" should be closed with code {code:number}')
def connection_is_closed_with(context: Context, user: str, code: int) -> None:
    context.stage.expect_end(user, code)


@then('the connection of user "{user:quoted}" should be closed')
def connection_is_closed(context: Context, user: str) -> None:
    context.stage.expect_end(user)


@when("the server is shut down")
def server_is_shut_down(context: Context) -> None:
    backstage.stop(context.stage)


@when("the server is shut down while users {users:names} are sending messages")
def server_is_shut_down_while_sending(context: Context, users: list[str]) -> None:
    backstage.stop_in_a_burst(context.stage, [context.stage.user(user) for user in users])


@when('user "{user:quoted}" tries to connect while the server is shutting down')
def tries_to_connect_during_shutdown(context: Context, user: str) -> None:
    backstage.knock_late(context.stage, user)


@then("users {users:names} should have heard the same messages in the same order")
def heard_the_same(context: Context, users: list[str]) -> None:
    expectations.expect_same_for(context.stage, users)


@then("the server should have exited cleanly")
def server_exited_cleanly(context: Context) -> None:
    backstage.expect_exit(context.stage, 0)


@when('user "{user:quoted}" sends message "{text:quoted}" and an empty message in a single write')
def sends_with_empty(context: Context, user: str, text: str) -> None:
    speaker = context.stage.user(user)
    frames = masked(TEXT, speaker.wire(text)) + masked(TEXT, speaker.wire(""))
    speaker.send_raw(frames, "two messages in a single write", text, "")


@when('user "{user:quoted}" sends message "{text:quoted}" and {kind} in a single write')
def sends_with_invalid_frame(context: Context, user: str, text: str, kind: str) -> None:
    speaker = context.stage.user(user)
    frames = masked(TEXT, speaker.wire(text)) + NONSENSE[kind]
    speaker.send_raw(frames, f"a message and {kind}", text)


@when("the server is killed")
def server_is_killed(context: Context) -> None:
    backstage.kill(context.stage)


@when("the server is started again")
def server_is_started_again(context: Context) -> None:
    backstage.start_again(context.stage)
