"""Wire dialects: how what a user says and hears looks on the wire of a server."""

from typing import Protocol

from alicebob.model.received import Message, ReceivedEvent, RejectionReason
from alicebob.model.sent import ClientMessage


class NotSupportedByDialect(LookupError):
    """A dialect has no word for what a feature wants said in it."""


class Dialect(Protocol):
    """What the harness must know of a dialect.

    ``subprotocol`` is offered at the handshake, if it must be. ``joins_by_message`` says that one
    is
    in only after a word; ``receives_own_join`` that newcomers are told of themselves;
    ``is_extended`` that presence, history, typing and private words are heard in it.
    """

    name: str
    subprotocol: str | None
    joins_by_message: bool
    receives_own_join: bool
    is_extended: bool

    def path(self, user: str | None, room: str | None) -> str:
        """The address at which ``user`` enters ``room``; None: not said at all."""

    def public_name(self, user: str | None) -> str:
        """What the chat calls who came as ``user``."""

    def encode(self, client_message: ClientMessage) -> str:
        """The text frame that says ``client_message``. Raises ``NotSupportedByDialect``."""

    def decode(self, is_text: bool, payload: bytes) -> ReceivedEvent:
        """What a data frame of the server tells."""

    def told(self, reason: RejectionReason) -> RejectionReason:
        """What of ``reason`` this dialect's refusals tell."""

    def refusal(self, text: str) -> RejectionReason | None:
        """Why ``text`` is refused, or None when it may be said."""

    def said(self, name: str, text: str) -> Message:
        """What everybody hears when ``name`` says ``text``."""


DIALECTS = ("plain", "events", "envelope")  # those a server under test may speak


def by_name(name: str) -> Dialect:
    """The dialect called ``name``; "events by word" is ``events`` where one joins by a word. Raises
    ``KeyError`` for one that is not known."""
    from alicebob.dialects.envelope import ENVELOPE
    from alicebob.dialects.events import EVENTS, EVENTS_BY_MESSAGE
    from alicebob.dialects.plain import PLAIN

    known: dict[str, Dialect] = {"plain": PLAIN, "events": EVENTS, "envelope": ENVELOPE}
    return {**known, "events by word": EVENTS_BY_MESSAGE}[name]
