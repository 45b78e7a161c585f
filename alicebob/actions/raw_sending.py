"""Actions on the level of frames: fragments, many messages in one write, and invalid frames."""

import random
from functools import partial
from operator import eq

from alicebob.assertions import expectations
from alicebob.clients.user import User
from alicebob.data.invalid_messages import invalid_message, invalid_messages
from alicebob.data.spellings import spelled
from alicebob.model.feature_mistake import look_up
from alicebob.model.received import Rejected
from alicebob.model.sent import Leave
from alicebob.scenario.scenario import Scenario
from alicebob.transport import raw_frames
from alicebob.transport.raw_frames import BINARY, CLOSE, CONTINUATION, PING, TEXT, masked

_HUGE = 64 * 1024 * 1024  # bytes


def send_fragments(user: User, text: str, count: int, *, with_pings: bool = False) -> None:
    """Send ``text`` in ``count`` fragments, with a ping after each but the last, if wanted."""
    between = masked(PING, b"between") if with_pings else b""
    frames = raw_frames.in_pieces(user.wire(text), count, between=between)
    user.send_raw(frames, "a message in fragments", text)


def send_first_half(user: User, text: str) -> None:
    """Send a fragment with the first half of ``text``."""
    wire = user.wire(text)
    half = masked(TEXT, wire[: len(wire) // 2], final=False)
    user.send_raw(half, "the first half of a message", is_whole=False)


def send_second_half(user: User, text: str) -> None:
    """Send the last fragment, with the second half of ``text``."""
    wire = user.wire(text)
    half = masked(CONTINUATION, wire[len(wire) // 2 :])
    user.send_raw(half, "the second half of a message", text)


def send_in_frame_of(user: User, text: str, size: int) -> None:
    """Send ``text`` in a frame of ``size`` bytes, filled with blanks."""
    frame = masked(TEXT, user.wire(text).ljust(size))
    user.send_raw(frame, f"a frame of {size:,} bytes", text)


def send_too_large(user: User, size: int, count: int = 1) -> None:
    """Send a message of ``size`` bytes in ``count`` frames, which the server must not accept."""
    frames = raw_frames.in_pieces(user.wire("too big").ljust(size), count)
    user.send_raw(frames, f"a message of {size:,} bytes in {count} frames")


def announce_huge_frame(user: User) -> None:
    """Send the header of a frame far beyond any limit."""
    user.send_raw(raw_frames.announced(TEXT, _HUGE), "a frame of 64 MiB")


def send_empty_fragments(user: User, count: int) -> None:
    """Start a message with ``count`` empty fragments."""
    fragments = raw_frames.in_empty_pieces(count)
    what = f"{count:,} empty fragments of a message"
    user.send_raw(fragments, what, is_whole=False)


def send_half_frame(user: User) -> None:
    """Send a frame without its last bytes."""
    frame = masked(random.choice([TEXT, BINARY]), b"never finished")
    user.send_raw(frame[:-4], "half a frame", is_complete=False)


def send_in_one_write(user: User, *texts: str, then: str = "") -> None:
    """Send ``texts`` in one write, and the invalid frame ``then`` after them, if given."""
    frames = b"".join(masked(TEXT, user.wire(text)) for text in texts)
    invalid = look_up(raw_frames.INVALID_FRAMES, then, "invalid frame") if then else b""
    user.send_raw(frames + invalid, "several frames in a single write", *texts)


def send_text_behind(user: User, kind: str, text: str) -> None:
    """Send ``text`` right behind what ends the connection; it must reach nobody."""
    behind = masked(TEXT, user.wire(text))
    match kind:
        case "a Close frame":
            leave = masked(CLOSE, (1000).to_bytes(2))
            user.leave_with(leave + masked(PING, b"too late") + behind, "closes the connection")
        case "a leave message":
            leave = masked(TEXT, user.encode(Leave()).encode())
            user.leave_with(leave + behind, str(Leave()))
        case "binary data":
            user.send_raw(masked(BINARY, b"data") + behind, "binary data, and a message behind it")
        case _:
            frame = {**raw_frames.INVALID_FRAMES, **raw_frames.NOT_UTF8}[kind]
            user.send_raw(frame + behind, f"{kind}, and a message behind it")


def break_protocol(user: User, kind: str) -> None:
    """Send an invalid frame, or text that is not UTF-8."""
    known = {**raw_frames.INVALID_FRAMES, **raw_frames.NOT_UTF8}
    user.send_raw(look_up(known, kind, "invalid frame"), kind)


def send_invalid_message(user: User, kind: str) -> None:
    """Send a text frame that the user's dialect does not allow."""
    text, reason = invalid_message(user.dialect, kind)
    user.send_invalid(text, kind, reason)


def send_every_invalid_message(scenario: Scenario, label: str) -> None:
    """Send every invalid text frame of the user's dialect, each as soon as the last was
    rejected."""
    user = scenario.user(label)
    invalid = invalid_messages(user.dialect, is_joined=user.is_joined)
    if not invalid:
        raise LookupError(f"the dialect {user.dialect.name} has no invalid frames")
    for kind, (text, reason) in invalid.items():
        user.send_invalid(text, kind, reason)
        rejected = Rejected(user.dialect.rejection_reason(reason))
        what = f"{rejected}, for the invalid frame: {kind}"
        expectations.expect(scenario, label, what, partial(eq, rejected))


def send_spelled(user: User, text: str, kind: str) -> None:
    """Send ``text`` in a frame that is written in an unusual way."""
    frame = spelled(user.wire(text).decode(), kind)
    user.send_raw(masked(TEXT, frame.encode()), f"a message written with {kind}", text)


def rejection_of(user: User, kind: str) -> Rejected:
    """Return the error with which the server must answer that text frame."""
    return Rejected(user.dialect.rejection_reason(invalid_message(user.dialect, kind)[1]))
