"""Messages that are long, too long, or fragmented."""

from behave import when

from alicebob.actions import raw_sending, tricky
from alicebob.actions.step_context import Context


@when('user "{user:quoted}" sends a message that is one character too long')
def sends_too_long(context: Context, user: str) -> None:
    context.chat.user(user).send_message(tricky.too_long_text())


@when('user "{user:quoted}" sends a message far beyond the size limit')
def sends_far_too_long(context: Context, user: str) -> None:
    raw_sending.announce_huge_frame(context.chat.user(user))


@when('user "{user:quoted}" sends {size:number} bytes of binary data')
def sends_binary_of_size(context: Context, user: str, size: int) -> None:
    context.chat.user(user).send_binary(b"b" * size)


@when('user "{user:quoted}" sends "{text:quoted}" split into {count:number} fragments')
def sends_fragmented(context: Context, user: str, text: str, count: int) -> None:
    raw_sending.send_fragments(context.chat.user(user), text, count, with_pings=True)


@when('user "{user:quoted}" sends the first half of "{text:quoted}"')
def sends_first_half(context: Context, user: str, text: str) -> None:
    raw_sending.send_first_half(context.chat.user(user), text)


@when('user "{user:quoted}" sends the second half of "{text:quoted}"')
def sends_second_half(context: Context, user: str, text: str) -> None:
    raw_sending.send_second_half(context.chat.user(user), text)


@when('user "{user:quoted}" sends a text with {kind}, split into {count:number} fragments')
def sends_overlong_fragmented(context: Context, user: str, kind: str, count: int) -> None:
    raw_sending.send_fragments(context.chat.user(user), tricky.text(kind), count)


@when('user "{user:quoted}" sends {kind} split into {count:number} fragments')
def sends_kind_fragmented(context: Context, user: str, kind: str, count: int) -> None:
    raw_sending.send_fragments(context.chat.user(user), tricky.text(kind), count)


@when('user "{user:quoted}" sends a text with {kind}')
def sends_overlong(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).send_message(tricky.text(kind))


@when('user "{user:quoted}" sends "{text:quoted}" in a frame of {size:number} bytes')
def sends_padded(context: Context, user: str, text: str, size: int) -> None:
    raw_sending.send_in_frame_of(context.chat.user(user), text, size)


@when('user "{user:quoted}" sends a frame of {size:number} bytes')
def sends_frame_of(context: Context, user: str, size: int) -> None:
    raw_sending.send_too_large(context.chat.user(user), size)


@when('user "{user:quoted}" sends one message of {size:number} bytes in {count:number} frames')
def sends_message_of(context: Context, user: str, size: int, count: int) -> None:
    raw_sending.send_too_large(context.chat.user(user), size, count)


@when('user "{user:quoted}" starts a message with {count:number} empty fragments')
def sends_empty_fragments(context: Context, user: str, count: int) -> None:
    raw_sending.send_empty_fragments(context.chat.user(user), count)
