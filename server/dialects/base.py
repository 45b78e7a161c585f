"""The interface of a dialect."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from server.core.commands import Command
from server.core.events import Event, PresentUser
from server.ws.frames import Bytes


@dataclass(frozen=True, slots=True)
class Dialect:
    """A message format for the chat over a WebSocket.

    ``decode`` turns a text into a command; without it, every text is a message as it stands.
    ``decode_public`` is the fast path: it returns the content of a plain message to the room, or
    None for any other text. ``encode`` returns an event as text in UTF-8, or None if the dialect
    does not show that event. ``encode_users`` returns a user list in parts that all lists share,
    which together are what ``encode`` returns.
    """

    subprotocol: str
    decode: Callable[[str], Command] | None
    encode: Callable[[Event], bytes | None]
    decode_public: Callable[[str], str | None] | None = None
    is_extended: bool = (
        False  # whether clients receive the history, user lists, typing and private messages
    )
    receives_own_join: bool = False
    encode_users: Callable[[Collection[PresentUser]], list[Bytes]] | None = None
