"""Sequence numbers: they are the time of a message as long as that grows, and grow in any case."""

from collections.abc import Sequence

from server.core.events import ChatMessage

_SET_BACK = (
    1_000_000  # microseconds by which numbers may be ahead of the clock without its being set
)


def number(messages: Sequence[ChatMessage], last: int, now: int) -> int:
    """Give ``messages`` the sequence numbers after ``last``, from ``now`` on if that is later.

    Returns the last number. If the clock was set back, messages get their time separately.
    """
    sequence = now if now > last else last + 1
    for message in messages:
        message.sequence = sequence
        sequence += 1
    if now < last - _SET_BACK:
        for message in messages:
            message.at = now
    return sequence - 1
