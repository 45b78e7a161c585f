"""Commands of a client to its room, decoded from its dialect."""

from dataclasses import dataclass

from server.core.events import RejectionReason


@dataclass(frozen=True, slots=True)
class Join:
    """Join the room under ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Send a public message. Of two with the same ``client_id`` only the first is sent; "" is
    none."""

    text: str
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class SendPrivateMessage:
    """Send a private message to the user ``to``."""

    to: str
    text: str
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class SetTyping:
    """Start or stop typing."""

    is_typing: bool


@dataclass(frozen=True, slots=True)
class ListUsers:
    """Request the user list."""


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """Request the last ``limit`` messages before sequence number ``before`` (None: the newest)."""

    before: int | None
    limit: int


@dataclass(frozen=True, slots=True)
class PingRequest:
    """Request a pong after all earlier events have been sent."""

    nonce: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the room and close the connection."""


@dataclass(frozen=True, slots=True)
class InvalidCommand:
    """A command that could not be decoded: the reason, and a sentence for the user."""

    why: RejectionReason
    sentence: str


Command = (
    Join
    | SendMessage
    | SendPrivateMessage
    | SetTyping
    | ListUsers
    | ReadHistory
    | PingRequest
    | Leave
    | InvalidCommand
)
