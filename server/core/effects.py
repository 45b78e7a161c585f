"""What a room decides: who is to hear what, who comes in, who goes.

An event by itself is for everybody in the room: most are, and a wrapping for each would be the
dearest part of the rules. Deliveries take effect in the room's one order, so also coming in and
going stand among them.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from server.core.events import Event, PrivateMessage, Rejected, UserJoined, UserLeft
from server.core.history_query import HistoryQuery

M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SendToOthers(Generic[M]):
    """Everybody in the room but ``member`` is to hear ``event``."""

    event: Event
    member: M


@dataclass(frozen=True, slots=True)
class SendToOne(Generic[M]):
    """Only ``member`` is to hear ``event``."""

    event: Event
    member: M


@dataclass(frozen=True, slots=True)
class SendToSome(Generic[M]):
    """Only ``members`` are to hear ``event``."""

    event: Event
    members: tuple[M, ...]


@dataclass(frozen=True, slots=True)
class RejectUnlessRepeated(Generic[M]):
    """Nobody is here for what ``member`` whispered: it is ``refused``, unless they only repeat what
    was heard."""

    member: M
    private_message: PrivateMessage
    refused: Rejected


@dataclass(frozen=True, slots=True)
class Subscribe(Generic[M]):
    """From here on ``member`` hears what the room hears; the others are told, and ``member`` too
    if it ``notify_self``."""

    member: M
    joined: UserJoined
    notify_self: bool = False


@dataclass(frozen=True, slots=True)
class Unsubscribe(Generic[M]):
    """``member`` hears nothing from here on; those who stay are told."""

    member: M
    left: UserLeft


@dataclass(frozen=True, slots=True)
class SendHistory(Generic[M]):
    """``member`` is to hear what was said before."""

    member: M
    query: HistoryQuery


@dataclass(frozen=True, slots=True)
class SendUserList(Generic[M]):
    """``member`` is to hear who is here."""

    member: M


@dataclass(frozen=True, slots=True)
class CloseConnection(Generic[M]):
    """The line of ``member`` is to be closed."""

    member: M
    code: int
    reason: str = ""


Effect = (
    Event
    | SendToOthers[M]
    | SendToOne[M]
    | SendToSome[M]
    | RejectUnlessRepeated[M]
    | Subscribe[M]
    | Unsubscribe[M]
    | SendHistory[M]
    | SendUserList[M]
    | CloseConnection[M]
)
