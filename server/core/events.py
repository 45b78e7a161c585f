"""What happens in a room, as facts: no wire form, no socket.

An event is to be taken as frozen once it is delivered. Its maker leaves open what the room's order
decides: the place of a message, and how many are in when somebody comes or goes. Times and places
are microseconds since the epoch; a message's place is also its time.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(slots=True, unsafe_hash=True)
class Said:
    """Somebody said something to all, to the character."""

    name: str
    text: str
    place: int = 0
    client_id: str = ""


@dataclass(slots=True, unsafe_hash=True)
class Whispered:
    """Somebody said something to one other person."""

    name: str
    to: str
    text: str
    place: int = 0
    client_id: str = ""


Message = Said | Whispered
"""What is kept."""


@dataclass(slots=True, unsafe_hash=True)
class Joined:
    """Somebody came in; with them ``count`` people are here."""

    name: str
    at: int = 0
    count: int = 0


@dataclass(slots=True, unsafe_hash=True)
class Left:
    """Somebody went, or was lost; ``count`` people are still here."""

    name: str
    at: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is typing, or no longer is."""

    name: str
    is_typing: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """The operator, or the server itself, has something to say."""

    text: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is here, on so many connections."""

    name: str
    connections: int


@dataclass(frozen=True, slots=True)
class WhoIsHere:
    """All who are here, in the order in which they came."""

    people: tuple[Present, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """What was said before, oldest first; complete if nothing that was asked for is gone."""

    messages: tuple[Message, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Ponged:
    """The answer to a ping: all that came before it has been delivered."""

    nonce: str
    at: int = 0


class Refusal(Enum):
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
class Refused:
    """Something was refused; ``sentence`` tells its sender why, and the way out."""

    why: Refusal
    sentence: str = ""
    at: int = 0


Event = (
    Said | Whispered | Joined | Left | Typing | Announced | WhoIsHere | Recalled | Ponged | Refused
)
