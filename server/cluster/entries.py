"""The entries of a room's order, as they stand in the store: JSON lists.

Each begins with its kind and its origin, ``node.batch.number``, by which a node knows its own again
("" for an entry that the store made).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from server.core.events import (
    Announcement,
    ChatMessage,
    PrivateMessage,
    PublicMessage,
    TypingChanged,
)

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Joined:
    """A member joined as ``name``; it ``accepts_private`` messages or not."""

    member: str
    name: str
    accepts_private: bool
    at: int


@dataclass(frozen=True, slots=True)
class Left:
    """A member left. The store made the entry if there is a ``why``: a newer connection has
    ``taken over``, or its node was ``lost``."""

    member: str
    name: str
    at: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A member started or stopped typing."""

    member: str
    change: TypingChanged


Entry = ChatMessage | Joined | Left | Typed | Announcement


def encode(entry: Entry, origin: str) -> str:
    """Return the text of ``entry``."""
    match entry:
        case PublicMessage(name, text, _, client_id):
            return _dumps(("m", origin, name, text, *((client_id,) if client_id else ())))
        case PrivateMessage(name, to, text, _, client_id):
            return _dumps(("p", origin, name, text, to, client_id))
        case Joined(member, name, accepts_private, at):
            return _dumps(("j", origin, member, name, int(accepts_private), at))
        case Left(member, name, at, why):
            return _dumps(("l", origin, member, name, at, why))
        case Typed(member, change):
            return _dumps(("t", origin, member, change.name, int(change.is_typing)))
        case Announcement(text, at):
            return _dumps(("a", origin, text, at))


def decode(values: Sequence[object], sequence: int, at: int) -> Entry:
    """Return the entry of a list with its place in time; ``at`` is its time if that differs."""
    match values:
        case ["m", _, str(name), str(text), *client_id]:
            return PublicMessage(name, text, sequence, "".join(map(str, client_id)), at)
        case ["p", _, str(name), str(text), str(to), str(client_id)]:
            return PrivateMessage(name, to, text, sequence, client_id, at)
        case ["j", _, str(member), str(name), extended, int(when)]:
            return Joined(member, name, bool(extended), when)
        case ["l", _, str(member), str(name), int() | float() as when, str(why)]:
            return Left(member, name, int(when), why)
        case ["t", _, str(member), str(name), is_typing]:
            return Typed(member, TypingChanged(name, bool(is_typing)))
        case ["a", _, str(text), int(when)]:
            return Announcement(text, when)
    raise ValueError(f"not an entry of this version: {str(values)[:80]}")


def decode_text(text: bytes, sequence: int, at: int) -> Entry:
    """Return the entry of a text from the store."""
    return decode(json.loads(text), sequence, at)


def decode_message(text: bytes, sequence: int, at: int) -> ChatMessage:
    """Return the message of a text from the history."""
    entry = decode_text(text, sequence, at)
    assert isinstance(entry, PublicMessage | PrivateMessage)
    return entry


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication of one batch: its entries with their places from ``first`` on."""

    node: str
    first: int
    sequence: int
    at: int
    body: bytes

    @classmethod
    def of(cls, data: bytes) -> "Publication":
        """Read the head of a publication."""
        head, _, body = data.partition(b"\n")
        node, first, sequence, at = head.decode().split(" ")
        return cls(node, int(first), int(sequence), int(at), body)

    def entries(self) -> list[Entry]:
        """Read all entries."""
        sequence, at = self.sequence, self.at
        found: list[Entry] = []
        for number, values in enumerate(json.loads(self.body), sequence):
            if values[0] == "m" and len(values) == 4:  # nearly all, and ``match`` takes longer
                found.append(PublicMessage(values[2], values[3], number, "", at))
            else:
                found.append(decode(values, number, at))
        return found
