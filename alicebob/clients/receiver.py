"""The receiver of one connection: it decodes frames, and knows whether the user has joined."""

from collections.abc import Callable
from dataclasses import replace

from alicebob.clients.inbox import Inbox
from alicebob.dialects import schema_check
from alicebob.dialects.base import Codec, Dialect
from alicebob.dialects.own_form import Form
from alicebob.dialects.registry import DIALECTS
from alicebob.model.received import (
    MARKER,
    Announcement,
    Malformed,
    Message,
    Pong,
    Receipt,
    ReceivedEvent,
    Rejected,
    UserJoined,
    Welcome,
)
from alicebob.record.journal import Connected, Connection, Journal


class Receiver:
    """Puts received events into the inbox, and answers where the wire wants an answer.

    A user has joined after the handshake, and what the wire wants to come behind it; where the
    dialect joins with a message, after the notice of the own join, which answers it.
    """

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        inbox: Inbox,
        journal: Journal,
        codec: Codec,
        send: Callable[[str], None],
        is_described: bool = False,
        form: Form | None = None,
    ) -> None:
        """``send`` sends a text frame. ``is_described``: each frame must also match the protocol's
        document; ``form``: each text frame one of the server's own."""
        self.connection = connection
        self._dialect = dialect
        self._codec = codec
        self._send = send
        self.is_joined = False
        self.rejected: Rejected | None = None
        self.refused = ""  # the answer of a server that does not let the client in
        self._inbox = inbox
        self._journal = journal
        self._is_described = is_described and dialect.name in DIALECTS
        self._form = form
        self._is_welcomed = not dialect.is_extended
        self._knows_own_join = not dialect.receives_own_join

    def on_open(self) -> None:
        """Record a successful handshake, and send what the wire wants to come first."""
        for text in self._codec.opened():
            self._send(text)
        if self._codec.has_entered and not self._dialect.joins_by_message:
            self._joined()

    def will_join(self, name: str) -> None:
        """Record that the user is about to ask to join as ``name``."""
        self.rejected = None
        if self.is_joined:
            return  # a user who has joined keeps the name
        self.connection = replace(self.connection, name=self._dialect.public_name(name))

    def on_frame(self, is_text: bool, payload: bytes) -> None:
        """Decode a frame, answer it, and put its events into the inbox."""
        had_entered, decoded = self._codec.has_entered, self._codec.decode(is_text, payload)
        for text in decoded.replies:
            self._send(text)
        if self._codec.refused:
            self._refuse(self._codec.refused)
        if self._codec.has_entered and not had_entered:
            self._joined()
        for event in decoded.events:
            self._receive(self._checked(event, payload))
        is_malformed = any(isinstance(event, Malformed) for event in decoded.events)
        why = self._form.misfit(payload) if self._form and is_text and not is_malformed else None
        if why is not None:
            self._receive(Malformed(payload.decode("utf-8", "backslashreplace"), why))

    def _refuse(self, answer: str) -> None:
        def refuse() -> None:
            self.refused = answer

        self._journal.news(refuse)

    def _receive(self, event: ReceivedEvent) -> None:
        received = self._with_welcome(event)
        is_own = isinstance(received, UserJoined) and not self._knows_own_join
        if is_own and self._dialect.joins_by_message and not self.is_joined:
            self._joined()
        is_own = is_own and received == self._dialect.join_of(self.connection.name)
        self._knows_own_join = self._knows_own_join or is_own

        def record_rejection() -> None:
            if not self.is_joined and isinstance(received, Rejected):
                self.rejected = received

        self._inbox.put(
            self.connection, received, _is_marker(received), not is_own, record_rejection
        )

    def _checked(self, received: ReceivedEvent, payload: bytes) -> ReceivedEvent:
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
        case Message() | Receipt():
            return received.is_marker
        case Pong(nonce):
            return nonce is not None and nonce.startswith(MARKER)
    return False
