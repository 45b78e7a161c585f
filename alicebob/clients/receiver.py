"""One line's ears: what its frames tell, and whether its user is in by now."""

from dataclasses import replace

from alicebob.clients.inbox import Inbox
from alicebob.dialects import schema_check
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
    """Turns frames into hearings. One is in at the handshake, or where the dialect wants a word,
    when it is answered with the news of one's own arrival."""

    def __init__(
        self, connection: Connection, inbox: Inbox, journal: Journal, is_described: bool = False
    ) -> None:
        """``is_described``: frames must be as the protocol's document says, too."""
        self.connection = connection
        self.is_joined = False
        self.refused: Rejected | None = None
        self._inbox = inbox
        self._journal = journal
        self._is_described = is_described
        self._is_greeted = not connection.dialect.is_extended
        self._knows_own_arrival = not connection.dialect.receives_own_join

    def on_open(self) -> None:
        """The handshake has succeeded."""
        if not self.connection.dialect.joins_by_message:
            self._let_in()

    def will_join(self, name: str) -> None:
        """Its user is about to ask to join as ``name``."""
        self.refused = None
        if self.is_joined:
            return  # they are in already, and keep their name
        self.connection = replace(self.connection, name=self.connection.dialect.public_name(name))

    def on_frame(self, is_text: bool, payload: bytes) -> None:
        """Takes in a frame."""
        received = self._greeting(self._understood(is_text, payload))
        if not self.is_joined and isinstance(received, Rejected):
            self.refused = received
        is_own = isinstance(received, UserJoined) and not self._knows_own_arrival
        if is_own and not self.is_joined:
            self._let_in()
        is_own = is_own and received == UserJoined(self.connection.name)
        self._knows_own_arrival = self._knows_own_arrival or is_own
        self._inbox.put(self.connection, received, _is_marker(received), is_shown=not is_own)

    def _understood(self, is_text: bool, payload: bytes) -> ReceivedEvent:
        dialect = self.connection.dialect
        received = dialect.decode(is_text, payload)
        if not self._is_described or isinstance(received, Malformed):
            return received
        why = schema_check.check(dialect.name, payload)
        return (
            received if why is None else Malformed(payload.decode("utf-8", "backslashreplace"), why)
        )

    def _greeting(self, received: ReceivedEvent) -> ReceivedEvent:
        """The server's first word is its welcome, all others are announcements."""
        if self._is_greeted or not isinstance(received, Announcement):
            return received
        self._is_greeted = True
        return Welcome(received.content)

    def _let_in(self) -> None:
        self.is_joined = True
        self._journal.write(self.connection, Connected())


def _is_marker(received: ReceivedEvent) -> bool:
    match received:
        case Message():
            return received.is_marker
        case Pong(nonce):
            return nonce is not None and nonce.startswith(MARKER)
    return False
