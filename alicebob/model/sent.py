"""Messages from a client to the server, independent of the wire format."""

from dataclasses import dataclass

from alicebob.model.received import quoted


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A message to the room, or ``to`` one user.

    Of messages with the same ``client_id``, the server delivers one. ``claimed`` is the sender's
    name that the frame pretends to have, and ``at`` the time (RFC 3339).
    """

    text: str
    to: str | None = None
    client_id: str | None = None
    claimed: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """The message that joins the room, in dialects where the handshake does not."""

    name: str

    def __str__(self) -> str:
        return f"asks to join as {self.name}"


@dataclass(frozen=True, slots=True)
class Leave:
    """The message that leaves the room."""

    def __str__(self) -> str:
        return "asks to leave"


@dataclass(frozen=True, slots=True)
class SetTyping:
    """The notice that the user starts or stops typing."""

    is_typing: bool

    def __str__(self) -> str:
        return "starts typing" if self.is_typing else "stops typing"


@dataclass(frozen=True, slots=True)
class ListUsers:
    """The request for the user list."""

    def __str__(self) -> str:
        return "asks for the user list"


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """The request for history: the last ``limit`` messages, or those before an id."""

    before: str | None = None
    limit: int | None = None

    def __str__(self) -> str:
        count = "messages" if self.limit is None else f"{self.limit} messages"
        which = "latest" if self.before is None else "earlier"
        return f"asks for the {which} {count}"


@dataclass(frozen=True, slots=True)
class Ping:
    """A ping, which the server answers after everything that it received before."""

    nonce: str | None = None

    def __str__(self) -> str:
        return "sends a ping" if self.nonce is None else f"sends a ping with {quoted(self.nonce)}"


Request = ListUsers | ReadHistory | Ping
ClientMessage = SendMessage | Join | Leave | SetTyping | Request
