"""What a room decides: who is to hear what, who comes in, who goes.

An event by itself is for everybody in the room: most are, and a wrapping for each would be the
dearest part of the rules. Deliveries take effect in the room's one order, so also coming in and
going stand among them.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from server.core.events import Event, Joined, Left, Refused, Whispered
from server.core.history_query import Query

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


@dataclass(frozen=True, slots=True)
class ToSome(Generic[M]):
    """Only ``members`` are to hear ``event``."""

    event: Event
    members: tuple[M, ...]


@dataclass(frozen=True, slots=True)
class Unheard(Generic[M]):
    """Nobody is here for what ``member`` whispered: it is ``refused``, unless they only repeat what
    was heard."""

    member: M
    whispered: Whispered
    refused: Refused


@dataclass(frozen=True, slots=True)
class Enter(Generic[M]):
    """From here on ``member`` hears what the room hears; the others are told, and ``member`` too
    if it ``is_told``."""

    member: M
    joined: Joined
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Exit(Generic[M]):
    """``member`` hears nothing from here on; those who stay are told."""

    member: M
    left: Left


@dataclass(frozen=True, slots=True)
class Recall(Generic[M]):
    """``member`` is to hear what was said before."""

    member: M
    query: Query


@dataclass(frozen=True, slots=True)
class TellWho(Generic[M]):
    """``member`` is to hear who is here."""

    member: M


@dataclass(frozen=True, slots=True)
class HangUp(Generic[M]):
    """The line of ``member`` is to be closed."""

    member: M
    code: int
    reason: str = ""


Delivery = (
    Event
    | ToOthers[M]
    | ToOne[M]
    | ToSome[M]
    | Unheard[M]
    | Enter[M]
    | Exit[M]
    | Recall[M]
    | TellWho[M]
    | HangUp[M]
)
