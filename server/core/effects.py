"""Effects of a command: events to send, subscriptions, unsubscriptions and closes.

An event by itself goes to everyone in the room: most effects do, and wrapping each would be the
most expensive part of the rules. Effects are applied in the room's one order, so subscribing and
unsubscribing are effects too.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from server.core.events import (
    ChatMessage,
    Event,
    PrivateMessage,
    Rejected,
    UserJoined,
    UserLeft,
)
from server.core.history_query import HistoryQuery

M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SendToOthers(Generic[M]):
    """Send ``event`` to everyone in the room except ``member``."""

    event: Event
    member: M


@dataclass(frozen=True, slots=True)
class SendToOne(Generic[M]):
    """Send ``event`` only to ``member``."""

    event: Event
    member: M


@dataclass(frozen=True, slots=True)
class SendToSome(Generic[M]):
    """Send ``event`` only to ``members``."""

    event: Event
    members: tuple[M, ...]


@dataclass(frozen=True, slots=True)
class SendConfirmed(Generic[M]):
    """Send ``message`` to ``receivers`` (None: to everyone in the room), and confirm it to
    ``member``, which sent it: only the frame that ``member`` receives has its ``client_id``."""

    message: ChatMessage
    member: M
    receivers: tuple[M, ...] | None = None


@dataclass(frozen=True, slots=True)
class RejectUnlessRepeated(Generic[M]):
    """Reject a private message without a recipient with ``refused``; if it repeats an earlier
    message of ``member``, send ``member`` that one again instead."""

    member: M
    private_message: PrivateMessage
    refused: Rejected


@dataclass(frozen=True, slots=True)
class Subscribe(Generic[M]):
    """Subscribe ``member`` to the room's events and notify the others; notify ``member`` too if
    ``notify_self``."""

    member: M
    joined: UserJoined
    notify_self: bool = False


@dataclass(frozen=True, slots=True)
class Unsubscribe(Generic[M]):
    """Unsubscribe ``member`` from the room's events and notify the remaining users."""

    member: M
    left: UserLeft


@dataclass(frozen=True, slots=True)
class Withdraw(Generic[M]):
    """Unsubscribe ``member`` from the room's events; nobody is notified, or all were before."""

    member: M


@dataclass(frozen=True, slots=True)
class SendHistory(Generic[M]):
    """Send ``member`` the history that matches ``query``; ``is_first`` if the member joins, and
    needs to know the newest message of the room."""

    member: M
    query: HistoryQuery
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class SendUserList(Generic[M]):
    """Send ``member`` the user list."""

    member: M


@dataclass(frozen=True, slots=True)
class CloseConnection(Generic[M]):
    """Close the connection of ``member``."""

    member: M
    code: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FailConnection(Generic[M]):
    """Fail the connection of ``member``, which has violated the protocol."""

    member: M
    code: int
    reason: str


Effect = (
    Event
    | SendToOthers[M]
    | SendToOne[M]
    | SendToSome[M]
    | SendConfirmed[M]
    | RejectUnlessRepeated[M]
    | Subscribe[M]
    | Unsubscribe[M]
    | Withdraw[M]
    | SendHistory[M]
    | SendUserList[M]
    | CloseConnection[M]
    | FailConnection[M]
)
