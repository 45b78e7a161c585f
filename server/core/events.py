"""What happens in a room, as facts: no wire form, no socket.

An event is to be taken as frozen once it is delivered. Its maker leaves open what the room's order
decides: the place of a message, and how many are in when somebody comes or goes. Times and places
are microseconds since the epoch; a message's place is also its time.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(slots=True, unsafe_hash=True)
class PublicMessage:
    """Somebody said something to all, to the character."""

    name: str
    text: str
    sequence: int = 0
    client_id: str = ""


@dataclass(slots=True, unsafe_hash=True)
class PrivateMessage:
    """Somebody said something to one other person."""

    name: str
    to: str
    text: str
    sequence: int = 0
    client_id: str = ""


ChatMessage = PublicMessage | PrivateMessage
"""What is kept."""


@dataclass(slots=True, unsafe_hash=True)
class UserJoined:
    """Somebody came in; with them ``count`` people are here."""

    name: str
    at: int = 0
    count: int = 0


@dataclass(slots=True, unsafe_hash=True)
class UserLeft:
    """Somebody went, or was lost; ``count`` people are still here."""

    name: str
    at: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """Somebody is typing, or no longer is."""

    name: str
    is_typing: bool


@dataclass(frozen=True, slots=True)
class Announcement:
    """The operator, or the server itself, has something to say."""

    text: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class PresentUser:
    """Somebody who is here, on so many connections."""

    name: str
    connections: int


@dataclass(frozen=True, slots=True)
class UserList:
    """All who are here, in the order in which they came."""

    people: tuple[PresentUser, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What was said before, oldest first; complete if nothing that was asked for is gone."""

    messages: tuple[ChatMessage, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class PongReply:
    """The answer to a ping: all that came before it has been delivered."""

    nonce: str
    at: int = 0


class RejectionReason(Enum):
    """Why something was refused; the value is its code in the ``events`` dialect."""

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
    """Something was refused; ``sentence`` tells its sender why, and the way out."""

    why: RejectionReason
    sentence: str = ""
    at: int = 0


Event = (
    PublicMessage
    | PrivateMessage
    | UserJoined
    | UserLeft
    | TypingChanged
    | Announcement
    | UserList
    | History
    | PongReply
    | Rejected
)
