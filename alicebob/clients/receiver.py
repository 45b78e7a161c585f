"""One line's ears: what its frames tell, and whether its user is in by now."""

from dataclasses import replace

from alicebob.clients.inbox import Inbox
from alicebob.dialects import schema_check
from alicebob.model.received import (
    MARKER,
    Announced,
    Heard,
    Joined,
    Malformed,
    Message,
    Pong,
    Refused,
    Welcome,
)
from alicebob.record.journal import Arrived, Journal, Line


class Door:
    """Turns frames into hearings. One is in at the handshake, or where the dialect wants a word,
    when it is answered with the news of one's own arrival."""

    def __init__(
        self, line: Line, inbox: Inbox, journal: Journal, is_described: bool = False
    ) -> None:
        """``is_described``: frames must be as the protocol's document says, too."""
        self.line = line
        self.is_in = False
        self.refused: Refused | None = None
        self._inbox = inbox
        self._journal = journal
        self._is_described = is_described
        self._is_greeted = not line.dialect.tells_more
        self._knows_own_arrival = not line.dialect.hears_own_arrival

    def on_open(self) -> None:
        """The handshake has succeeded."""
        if not self.line.dialect.joins_by_word:
            self._let_in()

    def will_join(self, name: str) -> None:
        """Its user is about to ask to join as ``name``."""
        self.refused = None
        if self.is_in:
            return  # they are in already, and keep their name
        self.line = replace(self.line, name=self.line.dialect.public_name(name))

    def on_frame(self, is_text: bool, payload: bytes) -> None:
        """Takes in a frame."""
        heard = self._greeting(self._understood(is_text, payload))
        if not self.is_in and isinstance(heard, Refused):
            self.refused = heard
        is_own = isinstance(heard, Joined) and not self._knows_own_arrival
        if is_own and not self.is_in:
            self._let_in()
        is_own = is_own and heard == Joined(self.line.name)
        self._knows_own_arrival = self._knows_own_arrival or is_own
        self._inbox.put(self.line, heard, _is_marker(heard), is_shown=not is_own)

    def _understood(self, is_text: bool, payload: bytes) -> Heard:
        dialect = self.line.dialect
        heard = dialect.understand(is_text, payload)
        if not self._is_described or isinstance(heard, Malformed):
            return heard
        why = schema_check.check(dialect.name, payload)
        return heard if why is None else Malformed(payload.decode("utf-8", "backslashreplace"), why)

    def _greeting(self, heard: Heard) -> Heard:
        """The server's first word is its welcome, all others are announcements."""
        if self._is_greeted or not isinstance(heard, Announced):
            return heard
        self._is_greeted = True
        return Welcome(heard.content)

    def _let_in(self) -> None:
        self.is_in = True
        self._journal.write(self.line, Arrived())


def _is_marker(heard: Heard) -> bool:
    match heard:
        case Message():
            return heard.is_marker
        case Pong(nonce):
            return nonce is not None and nonce.startswith(MARKER)
    return False
