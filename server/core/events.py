"""Events of a room: no wire form, no socket.

Treat an event as frozen once it is sent. Its creator leaves open the values that depend on the
room's order: the sequence number of a message, and the user count when a user joins or leaves.
Times and sequence numbers are microseconds since the epoch. A message's sequence number is also its
time, unless the clock was set back: then ``at`` is the time, and 0 otherwise.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum


@dataclass(slots=True, unsafe_hash=True)
class PublicMessage:
    """A user sent a message to everyone in the room, preserved to the character."""

    name: str
    text: str
    sequence: int = 0
    client_id: str = ""
    at: int = 0


@dataclass(slots=True, unsafe_hash=True)
class PrivateMessage:
    """A user sent a private message to one other user."""

    name: str
    to: str
    text: str
    sequence: int = 0
    client_id: str = ""
    at: int = 0


ChatMessage = PublicMessage | PrivateMessage
"""The messages that a store keeps."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A message as the client that sent it receives it: with the ``client_id`` by which that client
    knows it."""

    message: ChatMessage
    client_id: str


@dataclass(slots=True, unsafe_hash=True)
class UserJoined:
    """A user joined; ``count`` users are now in the room."""

    name: str
    at: int = 0
    count: int = 0


@dataclass(slots=True, unsafe_hash=True)
class UserLeft:
    """A user left or lost the connection; ``count`` users remain in the room."""

    name: str
    at: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """A user started or stopped typing."""

    name: str
    is_typing: bool


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement by the operator or the server."""

    text: str
    at: int = 0


@dataclass(slots=True, unsafe_hash=True)
class PresentUser:
    """A user in the room, with the number of their connections."""

    name: str
    connections: int


@dataclass(frozen=True, slots=True)
class UserList:
    """All users in the room, in the order in which they joined."""

    people: Collection[PresentUser]


@dataclass(frozen=True, slots=True)
class History:
    """Earlier messages, oldest first; complete if no requested message is missing.

    That of a client which joins has the sequence number of the room's ``newest`` message (0: there
    is none), even if the history is empty; others have None.
    """

    messages: tuple[ChatMessage, ...]
    is_complete: bool
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class PongReply:
    """The answer to a ping: all earlier events have been sent."""

    nonce: str
    at: int = 0


class RejectionReason(Enum):
    """Reason for a rejection; the value is its code in the ``events`` dialect."""

    BAD_JSON = "bad-json"
    BAD_MESSAGE = "bad-message"
    UNKNOWN_TYPE = "unknown-type"
    NOT_JOINED = "not-joined"
    ALREADY_JOINED = "already-joined"
    BAD_NAME = "bad-name"
    NAME_TAKEN = "name-taken"
    NO_SUCH_USER = "no-such-user"
    TOO_LONG = "too-long"
    RATE_LIMITED = "rate-limited"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rejected command; ``sentence`` tells its sender the reason and the remedy."""

    why: RejectionReason
    sentence: str = ""
    at: int = 0


Event = (
    PublicMessage
    | PrivateMessage
    | Confirmed
    | UserJoined
    | UserLeft
    | TypingChanged
    | Announcement
    | UserList
    | History
    | PongReply
    | Rejected
)
