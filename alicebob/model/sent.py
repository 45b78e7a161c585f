"""What a user can tell the server, told apart from how it looks on the wire."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A message: to everybody, or ``to`` one. The same ``client_id`` twice: once only. ``claimed``:
    whose it pretends to be."""

    text: str
    to: str | None = None
    client_id: str | None = None
    claimed: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """The word by which one comes in, where the handshake alone does not do it."""

    name: str

    def __str__(self) -> str:
        return f"asks to join as {self.name}"


@dataclass(frozen=True, slots=True)
class Leave:
    """The word by which one goes."""

    def __str__(self) -> str:
        return "says that they leave"


@dataclass(frozen=True, slots=True)
class SetTyping:
    """A sign that one types, or does so no longer."""

    is_typing: bool

    def __str__(self) -> str:
        return "starts typing" if self.is_typing else "stops typing"


@dataclass(frozen=True, slots=True)
class ListUsers:
    """The question who is here."""

    def __str__(self) -> str:
        return "asks who is here"


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """The question what was said: the last ``limit`` messages, those before an id."""

    before: str | None = None
    limit: int | None = None

    def __str__(self) -> str:
        limit = "what" if self.limit is None else f"which {self.limit} messages"
        return f"asks {limit} was said {'before' if self.before is not None else 'last'}"


@dataclass(frozen=True, slots=True)
class Ping:
    """A question that is answered with a pong when all that came before it has been handled."""

    nonce: str | None = None

    def __str__(self) -> str:
        return "pings"


Request = ListUsers | ReadHistory | Ping
ClientMessage = SendMessage | Join | Leave | SetTyping | Request
