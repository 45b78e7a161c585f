"""Messages that are long, too long, or fragmented."""

from behave import when
from behave.runner import Context

from alicebob.data.tricky_strings import LONGEST, OVERLONG, TEXTS
from alicebob.transport.raw_frames import (
    CONTINUATION,
    PING,
    TEXT,
    announced,
    in_empty_pieces,
    in_pieces,
    masked,
)


@when('user "{user:quoted}" sends a message that is one character too long')
def sends_too_long(context: Context, user: str) -> None:
    context.chat.user(user).send_message("é" * (LONGEST + 1))


@when('user "{user:quoted}" sends a message far beyond the size limit')
def sends_far_too_long(context: Context, user: str) -> None:
    context.chat.user(user).send_raw(announced(TEXT, 64 * 1024 * 1024), "a frame of 64 MiB")


@when('user "{user:quoted}" sends {size:number} bytes of binary data')
def sends_binary_of_size(context: Context, user: str, size: int) -> None:
    context.chat.user(user).send_binary(b"b" * size)


@when('user "{user:quoted}" sends "{text:quoted}" split into {count:number} fragments')
def sends_fragmented(context: Context, user: str, text: str, count: int) -> None:
    speaker = context.chat.user(user)
    frames = in_pieces(speaker.wire(text), count, between=masked(PING, b"between"))
    speaker.send_raw(frames, "a message in fragments", text)


@when('user "{user:quoted}" sends the first half of "{text:quoted}"')
def sends_first_half(context: Context, user: str, text: str) -> None:
    wire = context.chat.user(user).wire(text)
    half = masked(TEXT, wire[: len(wire) // 2], final=False)
    context.chat.user(user).send_raw(half, "the first half of a message")


@when('user "{user:quoted}" sends the second half of "{text:quoted}"')
def sends_second_half(context: Context, user: str, text: str) -> None:
    wire = context.chat.user(user).wire(text)
    half = masked(CONTINUATION, wire[len(wire) // 2 :])
    context.chat.user(user).send_raw(half, "the second half of a message", text)


@when('user "{user:quoted}" sends a text with {kind}, split into {count:number} fragments')
def sends_overlong_fragmented(context: Context, user: str, kind: str, count: int) -> None:
    speaker = context.chat.user(user)
    speaker.send_raw(in_pieces(speaker.wire(OVERLONG[kind]), count), "fragments", OVERLONG[kind])


@when('user "{user:quoted}" sends {kind} split into {count:number} fragments')
def sends_kind_fragmented(context: Context, user: str, kind: str, count: int) -> None:
    speaker = context.chat.user(user)
    speaker.send_raw(in_pieces(speaker.wire(TEXTS[kind]), count), "fragments", TEXTS[kind])


@when('user "{user:quoted}" sends a text with {kind}')
def sends_overlong(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).send_message(OVERLONG[kind])


@when('user "{user:quoted}" sends "{text:quoted}" in a frame of {size:number} bytes')
def sends_padded(context: Context, user: str, text: str, size: int) -> None:
    speaker = context.chat.user(user)
    frame = masked(TEXT, speaker.wire(text).ljust(size))
    speaker.send_raw(frame, f"a frame of {size:,} bytes", text)


@when('user "{user:quoted}" sends a frame of {size:number} bytes')
def sends_frame_of(context: Context, user: str, size: int) -> None:
    speaker = context.chat.user(user)
    frame = masked(TEXT, speaker.wire("too big").ljust(size))
    speaker.send_raw(frame, f"a frame of {size:,} bytes")


@when('user "{user:quoted}" sends one message of {size:number} bytes in {count:number} frames')
def sends_message_of(context: Context, user: str, size: int, count: int) -> None:
    speaker = context.chat.user(user)
    frames = in_pieces(speaker.wire("too big").ljust(size), count)
    speaker.send_raw(frames, f"{size:,} bytes in {count} frames")


@when('user "{user:quoted}" starts a message with {count:number} empty fragments')
def sends_empty_fragments(context: Context, user: str, count: int) -> None:
    fragments = in_empty_pieces(count)
    context.chat.user(user).send_raw(fragments, f"{count:,} empty fragments of a message")
