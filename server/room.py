"""The rules of a room, pure: what its people do goes in, what is to be delivered comes out.

No socket, no JSON, no clock. A member is whatever the caller tells members apart by; two of them
may bear one name.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from server.events import Event, Joined, Left, Refusal, Refused, Said

MAX_TEXT = 65_536  # characters

M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ToOthers(Generic[M]):
    """Everybody in the room but ``member`` is to hear ``event``."""

    event: Event
    member: M


@dataclass(frozen=True, slots=True)
class ToOne(Generic[M]):
    """Only ``member`` is to hear ``event``."""

    event: Event
    member: M


# An event by itself is for everybody in the room: most are, and a wrapping for each would be the
# dearest part of the rules.
Delivery = Event | ToOthers[M] | ToOne[M]


class Room(Generic[M]):
    """One room: who is in it, and who hears what they do."""

    def __init__(self) -> None:
        self._members: dict[M, str] = {}

    def __len__(self) -> int:
        return len(self._members)

    def join(self, member: M, name: str) -> list[Delivery[M]]:
        """``member`` comes in as ``name``; the others are told."""
        self._members[member] = name
        return [ToOthers(Joined(name), member)]

    def say(self, member: M, text: str) -> list[Delivery[M]]:
        """Everybody hears ``text``, its speaker included; or the speaker alone hears why not (1 to
        65,536 characters, not blank)."""
        if len(text) > MAX_TEXT:
            return [ToOne(Refused(Refusal.TOO_LONG), member)]
        if not text or text.isspace():
            return [ToOne(Refused(Refusal.INVALID_MESSAGE), member)]
        return [Said(self._members[member], text)]

    def leave(self, member: M) -> list[Delivery[M]]:
        """``member`` is gone; those who stay are told. Whoever is not in leaves nothing behind."""
        name = self._members.pop(member, None)
        return [] if name is None else [ToOthers(Left(name), member)]
