"""What a dialect is."""

from collections.abc import Callable
from dataclasses import dataclass

from server.core.commands import Command
from server.core.events import Event


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to speak with the chat over a WebSocket.

    ``decode`` turns a text into a command; None says every text as it is. ``decode_public`` is the
    quick
    way for most: what a text says to all, None if it wants anything else or more. ``encode`` gives
    the text, in UTF-8, that tells of an event, or None where the dialect has no word for it.
    """

    subprotocol: str
    decode: Callable[[str], Command] | None
    encode: Callable[[Event], bytes | None]
    decode_public: Callable[[str], str | None] | None = None
    is_extended: bool = False  # see ``room.Newcomer``
    receives_own_join: bool = False
