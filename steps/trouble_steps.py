"""Nonsense, half-dead lines, floods, and a server that goes away."""

import random

from behave import step, then, when
from behave.runner import Context

from alicebob.actions import messages, server_control
from alicebob.assertions import conversation
from alicebob.data.invalid_messages import invalid_message
from alicebob.data.tricky_strings import TEXTS
from alicebob.model.received import Rejected
from alicebob.transport.raw_frames import (
    BINARY,
    INVALID_FRAMES,
    NOT_UTF8,
    TEXT,
    masked,
)


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


@when('user "{user:quoted}" sends a message of nothing but {blanks}')
def sends_blank(context: Context, user: str, blanks: str) -> None:
    texts = {"spaces": "   ", "line ends": "\n\r\n", "tabs": "\t\t", "wide spaces": "\u3000\u2003"}
    context.chat.user(user).send_message(texts[blanks])


@when('user "{user:quoted}" sends the bad frame: {kind}')
def sends_bad_frame(context: Context, user: str, kind: str) -> None:
    speaker = context.chat.user(user)
    text, reason = invalid_message(speaker.dialect, kind)
    speaker.send_invalid(text, kind, reason)


@when('user "{user:quoted}" sends the frame {text}')
def sends_frame(context: Context, user: str, text: str) -> None:
    context.chat.user(user).send_invalid(text, f"the frame {text}")


@then('user "{user:quoted}" should be refused for the bad frame: {kind}')
def is_refused_for(context: Context, user: str, kind: str) -> None:
    dialect = context.chat.user(user).dialect
    refused = Rejected(dialect.told(invalid_message(dialect, kind)[1]))
    context.chat.expect(user, str(refused), lambda received: received == refused)


@when('user "{user:quoted}" breaks the protocol with {kind}')
def breaks_protocol(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).send_raw(INVALID_FRAMES[kind], kind)


@when('user "{user:quoted}" sends {kind} for text')
def sends_bad_text(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).send_raw(NOT_UTF8[kind], kind)


@when('user "{user:quoted}" sends {kind}, one byte at a time')
def sends_bytewise(context: Context, user: str, kind: str) -> None:
    messages.say_bytewise(context.chat, context.chat.user(user), TEXTS[kind])


@when('user "{user:quoted}" sends {count:number} messages in one breath')
def sends_in_one_breath(context: Context, user: str, count: int) -> None:
    speaker = context.chat.user(user)
    texts = [f"message {number} of {user}" for number in range(1, count + 1)]
    frames = b"".join(masked(TEXT, speaker.wire(text)) for text in texts)
    speaker.send_raw(frames, "many messages in one write", *texts)


@when('user "{user:quoted}" stops in the middle of a frame')
def stops_midway(context: Context, user: str) -> None:
    frame = masked(random.choice([TEXT, BINARY]), b"never finished")
    context.chat.user(user).send_raw(frame[:-4], "half a frame")


@step(
    'user "{user:quoted}" says much more than "{stuck:quoted}" takes, '
    'until "{stuck:quoted}" is gone'
)
def floods(context: Context, user: str, stuck: str) -> None:
    chat = context.chat
    messages.flood(chat, chat.user(user), lambda: chat.has_heard_left(user, stuck))


@when('user "{user:quoted}" is pinged {count:number} times')
def is_pinged(context: Context, user: str, count: int) -> None:
    context.chat.expect_pings(user, count)


@then('the line of user "{user:quoted}" should end with code {code:number}')
def line_ends(context: Context, user: str, code: int) -> None:
    context.chat.expect_end(user, code)


@then('the line of user "{user:quoted}" should end')
def line_ends_somehow(context: Context, user: str) -> None:
    context.chat.expect_end(user)


@when("the server is told to stop")
def server_is_told_to_stop(context: Context) -> None:
    server_control.stop(context.chat)


@when("users {users:names} all talk at once, and the server is told to stop in the middle of it")
def server_is_stopped_in_a_burst(context: Context, users: list[str]) -> None:
    server_control.stop_in_a_burst(context.chat, [context.chat.user(user) for user in users])


@when('"{user:quoted}" comes to a server that goes away')
def comes_late(context: Context, user: str) -> None:
    server_control.try_connect_late(context.chat, user)


@then("users {users:names} should have heard the same messages in the same order")
def heard_alike(context: Context, users: list[str]) -> None:
    conversation.expect_same_for(context.chat, users)


@then("the server should have ended well")
def server_ended_well(context: Context) -> None:
    server_control.expect_exit(context.chat, 0)


@when('user "{user:quoted}" sends message "{text:quoted}" and an empty one in one breath')
def sends_with_empty(context: Context, user: str, text: str) -> None:
    speaker = context.chat.user(user)
    frames = masked(TEXT, speaker.wire(text)) + masked(TEXT, speaker.wire(""))
    speaker.send_raw(frames, "two messages in one write", text, "")


@when('user "{user:quoted}" sends message "{text:quoted}" and {kind} in one breath')
def sends_with_nonsense(context: Context, user: str, text: str, kind: str) -> None:
    speaker = context.chat.user(user)
    frames = masked(TEXT, speaker.wire(text)) + INVALID_FRAMES[kind]
    speaker.send_raw(frames, f"a message and {kind}", text)


@when("the server is killed")
def server_is_killed(context: Context) -> None:
    server_control.kill(context.chat)


@when("the server is started again")
def server_is_started_again(context: Context) -> None:
    server_control.start_again(context.chat)
