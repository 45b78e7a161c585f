"""Facts about a chat that its frames do not tell: the table ``[facts]`` of a profile."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Shows(StrEnum):
    """The way in which a message shows its sender: by the name that it chose, by the number in its
    address, by a name that the server gave, or not at all."""

    NAME = "name"
    NUMBER = "number"
    GIVEN = "given"
    NOTHING = "nothing"


class Told(StrEnum):
    """Those who are told that somebody came or left: everybody, everybody else, or nobody."""

    ALL = "all"
    OTHERS = "others"
    UNTOLD = "untold"


class Order(StrEnum):
    """The order in which users receive messages: one for all of them, or any."""

    KEPT = "kept"
    UNKNOWN = "unknown"


class Blank(StrEnum):
    """Fate of a message without a visible character: all are told it, its sender is told
    that it was refused, or nothing happens."""

    TOLD = "told"
    REFUSED = "refused"
    DROPPED = "dropped"


class Counted(StrEnum):
    """Meaning of the number in notices of joins and leaves: the users in the room after it, each
    name once, or their connections."""

    USERS = "users"
    CONNECTIONS = "connections"


@dataclass(frozen=True, slots=True)
class Facts:
    """Truths about a server, whatever its frames look like."""

    shows: Shows = Shows.NAME
    """The way in which a message shows its sender."""
    echo: bool = True
    """True if a sender receives its own messages as everybody else does."""
    arrivals: Told = Told.OTHERS
    """Those who are told that somebody came."""
    departures: Told = Told.OTHERS
    """Those who are told that somebody left, however the connection ended."""
    order: Order = Order.KEPT
    """The order in which messages arrive."""
    history: int | None = 0
    """The number of earlier messages that a newcomer receives; None for all of them."""
    forgets: bool = False
    """True if a room's earlier messages are lost when the last user leaves it."""
    delay: float = 0.0
    """The seconds that the server holds messages back, at most."""
    changes: tuple[str, ...] = ()
    """Changes that the server makes to each text, in this order; names of ``CHANGES``."""
    max_bytes: int | None = None
    """The longest text, in bytes of UTF-8; None without a limit."""
    max_characters: int | None = None
    """The longest text, in characters; None without a limit."""
    name_pattern: str | None = None
    """A regular expression (of Python) that a whole name must match; None if any name will do."""
    max_name: int | None = None
    """The longest name, in characters; None without a limit."""
    anonymous: str | None = None
    """The name that is shown for a client without one; None if there are no such clients."""
    blank: Blank | None = None
    """The fate of a message without a visible character; None if it is not known."""

    private_echo: bool | None = None
    """True if a private message comes back to its sender; None if it is as with ``echo``."""
    counts: Counted | None = None
    """The meaning of the number in notices of joins and leaves; None if it is not known."""

    def shown(self, text: str) -> str:
        """Return ``text`` as the server shows it to others."""
        return changed(text, self.changes)


def _html(quote: str, apostrophe: str) -> Callable[[str], str]:
    def escaped(text: str) -> str:
        without_quotes = html.escape(text, quote=False)
        return without_quotes.replace('"', quote).replace("'", apostrophe)

    return escaped


CHANGES: dict[str, Callable[[str], str]] = {
    "trim": str.strip,
    "newline-to-space": lambda text: re.sub(r"\r\n|\n|\r", " ", text),
    "line-feed-to-space": lambda text: text.replace("\n", " "),
    "collapse-spaces": lambda text: re.sub(r"\s+", " ", text),
    "html-escape": _html("&quot;", "&#39;"),
    "html-escape-hex": _html("&quot;", "&#x27;"),
    "html-escape-decimal": _html("&#34;", "&#39;"),
    "html-escape-double": _html("&quot;", "'"),
    "html-escape-tags": _html('"', "'"),
    "lower-case": str.lower,
    "nfc": lambda text: unicodedata.normalize("NFC", text),
}
"""Changes that servers make to texts, by their name in a profile."""


def changed(text: str, changes: Iterable[str]) -> str:
    """Return ``text`` after ``changes``, names of ``CHANGES``, one after the other."""
    for change in changes:
        text = CHANGES[change](text)
    return text
