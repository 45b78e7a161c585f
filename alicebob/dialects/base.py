"""The contract that every dialect of the suite fulfils."""

from typing import Protocol

from alicebob.model.received import Message, ReceivedEvent, RejectionReason
from alicebob.model.sent import ClientMessage


class NotSupportedByDialect(LookupError):
    """Raised for a message that a dialect cannot express."""


class Dialect(Protocol):
    """A dialect, as the suite must know it.

    ``subprotocol``: offered at the handshake, unless None. ``joins_by_message``: a client joins
    with a message, not with the handshake. ``receives_own_join``: a client that joins receives the
    notice of it. ``is_extended``: the dialect has presence, history, typing and private messages.
    """

    name: str
    subprotocol: str | None
    joins_by_message: bool
    receives_own_join: bool
    is_extended: bool

    def path(self, user: str | None, room: str | None) -> str:
        """Return the path at which ``user`` joins ``room``; None leaves out the parameter."""

    def public_name(self, user: str | None) -> str:
        """Return the name in the chat of a client that connects as ``user``."""

    def encode(self, client_message: ClientMessage) -> str:
        """Return ``client_message`` as a text frame. Raise ``NotSupportedByDialect``."""

    def decode(self, is_text: bool, payload: bytes) -> ReceivedEvent:
        """Return the event in a data frame of the server."""

    def told(self, reason: RejectionReason) -> RejectionReason:
        """Return the reason that a rejection in this dialect gives for ``reason``."""

    def refusal(self, text: str) -> RejectionReason | None:
        """Return the reason why ``text`` is rejected, or None if it is allowed."""

    def said(self, name: str, text: str) -> Message:
        """Return the message that clients receive when ``name`` sends ``text``."""
