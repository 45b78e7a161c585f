"""The contract that every dialect of the suite fulfils."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from alicebob.model.facts import Counted
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import (
    Message,
    PrivateMessage,
    Receipt,
    ReceivedEvent,
    UserJoined,
    UserLeft,
)
from alicebob.model.sent import ClientMessage
from alicebob.model.wire_facts import WireFacts
from alicebob.transport.transport import Transport
from alicebob.transport.upgrade import Handshake
from alicebob.transport.websocket import SocketCallbacks, WebSocketDriver


class NotSupportedByDialect(FeatureMistake):
    """Raised for a message that a dialect cannot express."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The events in a frame of the server, and the frames that the client must answer at once."""

    events: tuple[ReceivedEvent, ...]
    replies: tuple[str, ...] = ()


class Codec(Protocol):
    """Writes and reads the frames of one connection.

    ``refused`` is the answer of a server that does not let the client in, "" unless there is one.
    """

    refused: str

    @property
    def has_entered(self) -> bool:
        """Return True once the client has done all that must come first."""

    def opened(self) -> tuple[str, ...]:
        """Return the frames that the client sends first."""

    def encode(self, client_message: ClientMessage) -> str:
        """Return ``client_message`` as a text frame. Raise ``NotSupportedByDialect``."""

    def decode(self, is_text: bool, payload: bytes) -> Decoded:
        """Return what a data frame of the server means."""

    def due(self, seconds: float) -> tuple[list[str], float | None]:
        """Return the frames that the client owes ``seconds`` after it connected, and the second at
        which to ask again; None if there will be none."""


class Dialect(WireFacts, Protocol):
    """A wire: its facts, and how it writes and reads frames.

    ``subprotocol``: offered at the handshake, unless None. ``gives_names``: the server itself gives
    each user a name, so users connect one by one. ``awaits_pong``: no frame shows a client that it
    is in the chat, so it pings the server first. (The answer to the handshake may be on its way
    before the server has put the client into its list.)
    """

    name: str
    subprotocol: str | None
    gives_names: bool
    awaits_pong: bool

    def begin_anew(self) -> None:
        """Forget the names that a server has given: a new one has started."""

    def transport(self, callbacks: SocketCallbacks, timeout: float) -> Transport:
        """Return a new connection, which is still to be opened. ``timeout`` is in seconds, for the
        handshake and for each send."""

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        """Return the path at which ``user`` joins ``room``; None leaves out the parameter.

        ``number`` is that of the connection, for servers that want one.
        """

    def handshake(self, path: str, user: str | None, room: str | None, number: int) -> Handshake:
        """Return the handshake at ``path`` with which ``user`` connects."""

    def public_name(self, user: str | None) -> str:
        """Return the name in the chat of a client that connects as ``user``."""

    def encode(self, client_message: ClientMessage) -> str:
        """Return ``client_message`` as a text frame. Raise ``NotSupportedByDialect``."""

    def packed(self, frames: Sequence[str]) -> str:
        """Return one frame with the messages of several. Raise ``NotSupportedByDialect``."""

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        """Return the event in a data frame of the server.

        ``is_exact``: a frame with further keys is malformed; otherwise they are ignored.
        """

    def codec(self, name: str, room: str | None, number: int, *, is_exact: bool = True) -> Codec:
        """Return the codec of a new connection of the user called ``name`` in the chat; see
        ``decode``."""


class FrameByFrame:
    """Codec of dialects in which a frame means the same on every connection."""

    def __init__(self, dialect: Dialect, is_exact: bool) -> None:
        self.refused = ""
        self._dialect = dialect
        self._is_exact = is_exact

    @property
    def has_entered(self) -> bool:
        """Return True: the handshake, or a join message, is all that there is to do."""
        return True

    def opened(self) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def encode(self, client_message: ClientMessage) -> str:
        """Return ``client_message`` as a text frame. Raise ``NotSupportedByDialect``."""
        return self._dialect.encode(client_message)

    def decode(self, is_text: bool, payload: bytes) -> Decoded:
        """Return the one event in a frame."""
        return Decoded((self._dialect.decode(is_text, payload, self._is_exact),))

    def due(self, seconds: float) -> tuple[list[str], float | None]:
        """Return nothing: only what users do is sent."""
        return [], None


class OverWebSocket:
    """Transport of dialects whose users have WebSockets."""

    subprotocol: str | None = None
    gives_names = False
    awaits_pong = False

    def begin_anew(self) -> None:
        """Forget nothing: names mean the same on every server."""

    def packed(self, frames: Sequence[str]) -> str:
        """Raise ``NotSupportedByDialect``: a frame is one message."""
        raise NotSupportedByDialect("on this wire, a frame is one message")

    def transport(self, callbacks: SocketCallbacks, timeout: float) -> Transport:
        """Return a new WebSocket."""
        return WebSocketDriver(callbacks, timeout)

    def handshake(self, path: str, user: str | None, room: str | None, number: int) -> Handshake:
        """Return the handshake at ``path``."""
        return Handshake(path, subprotocols=[self.subprotocol] if self.subprotocol else None)


class ReferenceWire(OverWebSocket):
    """Facts that all dialects of docs/protocol.md have in common."""

    echoes = True
    keeps_order = True
    past_messages: int | None = 0
    forgets = False
    is_extended: bool
    ends_typing = True
    shows_typing = False
    counts: Counted | None = None  # the law of presence judges numbers there

    def message_from(self, name: str, text: str) -> Message:
        """Return the message that clients receive when ``name`` sends ``text``."""
        return Message(name, text)

    @property
    def has_private(self) -> bool:
        """Return True in the dialect that has everything."""
        return self.is_extended

    @property
    def has_typing(self) -> bool:
        """Return True in the dialect that has everything."""
        return self.is_extended

    @property
    def lists_users(self) -> bool:
        """Return True in the dialect that has everything."""
        return self.is_extended

    @property
    def can_list_users(self) -> bool:
        """Return True in the dialect that has everything."""
        return self.is_extended

    def private_from(self, name: str, to: str, text: str) -> PrivateMessage:
        """Return the private message that ``to`` receives when ``name`` sends it ``text``."""
        return PrivateMessage(name, to, text)

    def receives_own_private(self, to_itself: bool) -> bool:
        """Return True: a private message comes back to its sender."""
        return True

    def receipt_of(self, text: str) -> Receipt | None:
        """Return None: the message itself comes back to its sender."""
        return None

    def join_of(self, name: str) -> UserJoined | None:
        """Return the notice that clients receive when ``name`` joins."""
        return UserJoined(name)

    def leave_of(self, name: str) -> UserLeft | None:
        """Return the notice that clients receive when ``name`` leaves."""
        return UserLeft(name)
