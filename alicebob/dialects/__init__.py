"""Wire dialects: how what a user says and hears looks on the wire of a server."""

from typing import Protocol

from alicebob.model.received import Heard, Message, Reason
from alicebob.model.sent import Word


class NoWord(LookupError):
    """A dialect has no word for what a feature wants said in it."""


class Dialect(Protocol):
    """What the harness must know of a dialect.

    ``subprotocol`` is offered at the handshake, if it must be. ``joins_by_word`` says that one is
    in only after a word; ``hears_own_arrival`` that newcomers are told of themselves;
    ``tells_more`` that presence, history, typing and private words are heard in it.
    """

    name: str
    subprotocol: str | None
    joins_by_word: bool
    hears_own_arrival: bool
    tells_more: bool

    def path(self, user: str | None, room: str | None) -> str:
        """The address at which ``user`` enters ``room``; None: not said at all."""

    def public_name(self, user: str | None) -> str:
        """What the chat calls who came as ``user``."""

    def utter(self, word: Word) -> str:
        """The text frame that says ``word``. Raises ``NoWord``."""

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        """What a data frame of the server tells."""

    def told(self, reason: Reason) -> Reason:
        """What of ``reason`` this dialect's refusals tell."""

    def refusal(self, text: str) -> Reason | None:
        """Why ``text`` is refused, or None when it may be said."""

    def said(self, name: str, text: str) -> Message:
        """What everybody hears when ``name`` says ``text``."""


DIALECTS = ("plain", "events", "envelope")  # those a server under test may speak


def by_name(name: str) -> Dialect:
    """The dialect called ``name``; "events by word" is ``events`` where one joins by a word. Raises
    ``KeyError`` for one that is not known."""
    from alicebob.dialects.envelope import ENVELOPE
    from alicebob.dialects.events import BY_WORD, EVENTS
    from alicebob.dialects.plain import PLAIN

    known: dict[str, Dialect] = {"plain": PLAIN, "events": EVENTS, "envelope": ENVELOPE}
    return {**known, "events by word": BY_WORD}[name]
