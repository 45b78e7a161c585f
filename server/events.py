"""What happens in a room, as facts: no wire form, no socket.

``Said`` is to be taken as frozen, like the others; Python would take twice the time to make one.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came in."""

    name: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody went, or was lost."""

    name: str


@dataclass(slots=True, unsafe_hash=True)
class Said:
    """Somebody said something, to the character."""

    name: str
    text: str


class Refusal(Enum):
    """Why something was not said; the value is the sentence its sender reads."""

    INVALID_MESSAGE = "Invalid message"
    TOO_LONG = "Message too long"


@dataclass(frozen=True, slots=True)
class Refused:
    """What somebody wanted to say was refused; nobody else learns of it."""

    why: Refusal


Event = Joined | Left | Said | Refused
