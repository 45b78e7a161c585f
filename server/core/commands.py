"""What somebody wants of a room, as their dialect understood it. No wire form."""

from dataclasses import dataclass

from server.core.events import RejectionReason


@dataclass(frozen=True, slots=True)
class Join:
    """Come in, under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Tell everybody. Of two with the same ``client_id`` only the first is told; "" is none."""

    text: str
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class SendPrivateMessage:
    """Tell one person alone."""

    to: str
    text: str
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class SetTyping:
    """Begin to type, or end it."""

    is_typing: bool


@dataclass(frozen=True, slots=True)
class ListUsers:
    """Who is here?"""


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """What was said last, before the message at ``before`` (None: before now)?"""

    before: int | None
    limit: int


@dataclass(frozen=True, slots=True)
class PingRequest:
    """Answer me, when all that came before is delivered."""

    nonce: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Let me go."""


@dataclass(frozen=True, slots=True)
class InvalidCommand:
    """Not understood: ``why``, and a sentence for the person."""

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
