"""Messages that are long, too long, or in pieces."""

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


@when('user "{user:quoted}" sends a message far beyond any limit')
def sends_oversize(context: Context, user: str) -> None:
    context.chat.user(user).send_raw(announced(TEXT, 64 * 1024 * 1024), "a frame of 64 MiB")


@when('user "{user:quoted}" sends {size:number} bytes of binary data')
def sends_much_binary(context: Context, user: str, size: int) -> None:
    context.chat.user(user).send_binary(b"b" * size)


@when('user "{user:quoted}" sends "{text:quoted}" in {count:number} pieces')
def sends_in_pieces(context: Context, user: str, text: str, count: int) -> None:
    speaker = context.chat.user(user)
    frames = in_pieces(speaker.wire(text), count, between=masked(PING, b"between"))
    speaker.send_raw(frames, "a message in pieces", text)


@when('user "{user:quoted}" sends the first half of "{text:quoted}"')
def sends_first_half(context: Context, user: str, text: str) -> None:
    wire = context.chat.user(user).wire(text)
    half = masked(TEXT, wire[: len(wire) // 2], final=False)
    context.chat.user(user).send_raw(half, "half a message")


@when('user "{user:quoted}" sends the second half of "{text:quoted}"')
def sends_second_half(context: Context, user: str, text: str) -> None:
    wire = context.chat.user(user).wire(text)
    half = masked(CONTINUATION, wire[len(wire) // 2 :])
    context.chat.user(user).send_raw(half, "the other half", text)


@when('user "{user:quoted}" sends {kind} cut into {count:number} pieces')
def sends_remarkable_in_pieces(context: Context, user: str, kind: str, count: int) -> None:
    speaker = context.chat.user(user)
    speaker.send_raw(in_pieces(speaker.wire(TEXTS[kind]), count), "pieces", TEXTS[kind])


@when('user "{user:quoted}" sends a text with {kind}')
def sends_overlong(context: Context, user: str, kind: str) -> None:
    context.chat.user(user).send_message(OVERLONG[kind])


@when('user "{user:quoted}" sends in {count:number} pieces a text with {kind}')
def sends_overlong_in_pieces(context: Context, user: str, kind: str, count: int) -> None:
    speaker = context.chat.user(user)
    speaker.send_raw(in_pieces(speaker.wire(OVERLONG[kind]), count), "pieces", OVERLONG[kind])


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


@when('user "{user:quoted}" sends {size:number} bytes in {count:number} frames of one message')
def sends_frames_of(context: Context, user: str, size: int, count: int) -> None:
    speaker = context.chat.user(user)
    frames = in_pieces(speaker.wire("too big").ljust(size), count)
    speaker.send_raw(frames, f"{size:,} bytes in {count} frames")


@when('user "{user:quoted}" begins a message with {count:number} empty pieces')
def sends_empty_pieces(context: Context, user: str, count: int) -> None:
    pieces = in_empty_pieces(count)
    context.chat.user(user).send_raw(pieces, f"{count:,} empty pieces of a message")
