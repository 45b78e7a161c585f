"""The contract that every dialect of the suite fulfils."""

from typing import Protocol

from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import ReceivedEvent
from alicebob.model.sent import ClientMessage
from alicebob.model.wire_facts import WireFacts


class NotSupportedByDialect(FeatureMistake):
    """Raised for a message that a dialect cannot express."""


class Dialect(WireFacts, Protocol):
    """A wire: its facts, and how it writes and reads frames.

    ``subprotocol``: offered at the handshake, unless None.
    """

    name: str
    subprotocol: str | None

    def path(self, user: str | None, room: str | None) -> str:
        """Return the path at which ``user`` joins ``room``; None leaves out the parameter."""

    def public_name(self, user: str | None) -> str:
        """Return the name in the chat of a client that connects as ``user``."""

    def encode(self, client_message: ClientMessage) -> str:
        """Return ``client_message`` as a text frame. Raise ``NotSupportedByDialect``."""

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        """Return the event in a data frame of the server.

        ``is_exact``: a frame with further keys is malformed; otherwise they are ignored.
        """
