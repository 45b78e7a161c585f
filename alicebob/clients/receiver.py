"""The receiver of one connection: it decodes frames, and knows whether the user has joined."""

from dataclasses import replace

from alicebob.clients.inbox import Inbox
from alicebob.dialects import schema_check
from alicebob.dialects.base import Dialect
from alicebob.model.received import (
    MARKER,
    Announcement,
    Malformed,
    Message,
    Pong,
    ReceivedEvent,
    Rejected,
    UserJoined,
    Welcome,
)
from alicebob.record.journal import Connected, Connection, Journal


class Receiver:
    """Puts received events into the inbox.

    A user has joined after the handshake; where the dialect joins with a message, after the notice
    of the own join, which answers it.
    """

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        inbox: Inbox,
        journal: Journal,
        is_described: bool = False,
        has_exact_keys: bool = True,
    ) -> None:
        """``is_described``: each frame must also match the protocol's document.
        ``has_exact_keys``: it may have no keys that the dialect does not define."""
        self.connection = connection
        self._dialect = dialect
        self.is_joined = False
        self.rejected: Rejected | None = None
        self._inbox = inbox
        self._journal = journal
        self._is_described = is_described
        self._has_exact_keys = has_exact_keys
        self._is_welcomed = not dialect.is_extended
        self._knows_own_join = not dialect.receives_own_join

    def on_open(self) -> None:
        """Record a successful handshake."""
        if not self._dialect.joins_by_message:
            self._joined()

    def will_join(self, name: str) -> None:
        """Record that the user is about to ask to join as ``name``."""
        self.rejected = None
        if self.is_joined:
            return  # a user who has joined keeps the name
        self.connection = replace(self.connection, name=self._dialect.public_name(name))

    def on_frame(self, is_text: bool, payload: bytes) -> None:
        """Decode a frame, and put the event into the inbox."""
        received = self._with_welcome(self._decoded(is_text, payload))
        is_own = isinstance(received, UserJoined) and not self._knows_own_join
        if is_own and not self.is_joined:
            self._joined()
        is_own = is_own and received == UserJoined(self.connection.name)
        self._knows_own_join = self._knows_own_join or is_own

        def record_rejection() -> None:
            if not self.is_joined and isinstance(received, Rejected):
                self.rejected = received

        self._inbox.put(
            self.connection, received, _is_marker(received), not is_own, record_rejection
        )

    def _decoded(self, is_text: bool, payload: bytes) -> ReceivedEvent:
        received = self._dialect.decode(is_text, payload, self._has_exact_keys)
        if not self._is_described or isinstance(received, Malformed):
            return received
        why = schema_check.check(self._dialect.name, payload)
        return (
            received if why is None else Malformed(payload.decode("utf-8", "backslashreplace"), why)
        )

    def _with_welcome(self, received: ReceivedEvent) -> ReceivedEvent:
        """Return the first announcement on a connection as the welcome that it is."""
        if self._is_welcomed or not isinstance(received, Announcement):
            return received
        self._is_welcomed = True
        return Welcome(received.content, received.at)

    def _joined(self) -> None:
        def join() -> None:
            self.is_joined = True

        self._journal.write(self.connection, Connected(), join)


def _is_marker(received: ReceivedEvent) -> bool:
    match received:
        case Message():
            return received.is_marker
        case Pong(nonce):
            return nonce is not None and nonce.startswith(MARKER)
    return False
