"""Entries that a node has missed in a room: read from its streams, and checked whether all are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.cluster.entries import Entry, decode


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of a stream, with its place, its time, the time of the clock if that differs, and
    its origin."""

    offset: int
    sequence: int
    at: int
    entry: Entry
    origin: str


def reading(keys: Sequence[str], offset: int, place: int) -> list[tuple[str, ...]]:
    """Return the commands that read a room from a place on, which is read as well."""
    state, history, notices = keys[:3]
    first = f"{place}-{offset}"
    return [
        ("HMGET", state, "epoch", "offset", "last"),
        ("XRANGE", history, first, "+"),
        ("XRANGE", notices, first, "+"),
    ]


def missing_after(
    offset: int, place: int, epoch: str, replies: Sequence[Any]
) -> list[Found] | None:
    """Return the entries behind a place, in order, from the replies to ``reading``; None if one is
    gone, or if the place itself is not in the room: then this is another order."""
    state, history, notices = replies
    if any(isinstance(reply, Exception) for reply in replies):
        return None
    is_same = state[0] is not None and state[0].decode() == epoch
    if not is_same:
        return None
    found = sorted(map(_found, [*history, *notices]), key=lambda each: each.offset)
    last = (int(state[1] or 0), int(state[2] or 0))
    if found and found[0].offset == offset:
        if found[0].sequence != place:
            return None
        del found[0]
    elif offset and last != (offset, place):
        return None
    is_whole = [each.offset for each in found] == list(range(offset + 1, offset + 1 + len(found)))
    return found if is_whole and last[0] <= offset + len(found) else None


def _found(item: Sequence[Any]) -> Found:
    identity, fields = item
    sequence, _, offset = identity.decode().partition("-")
    values = dict(zip(fields[::2], fields[1::2], strict=True))
    at = int(values.get(b"at", 0))
    content = json.loads(values[b"p"])
    entry = decode(content, int(sequence), at)
    return Found(int(offset), int(sequence), at, entry, content[1])
