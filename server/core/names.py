"""Rules for user and room names (docs/protocol.md#names)."""

import re
import unicodedata

from server.core.invisible import JOINERS, has_misplaced
from server.core.lookalikes import folded

MAX_CHARACTERS = 64
MAX_BYTES = 256
ANONYMOUS = "Anonymous"
DEFAULT_ROOM = "lobby"
_LONGEST_RAW = 4 * MAX_CHARACTERS  # NFC composes at most four characters into one
_REFUSED_CATEGORIES = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_MARKS = {"Mn", "Mc", "Me"}
MOST_MARKS = 4  # marks drawn above or below one letter; no language needs more
RESERVED = ("server", "system")
ROOM = re.compile(r"[A-Za-z0-9._-]{1,64}")


class InvalidName(ValueError):
    """Raised for an invalid name; the message is a sentence for the user who chose it."""


def user_name(raw: str) -> str:
    """The name as everybody sees it: trimmed, in NFC. Raises ``InvalidName``, also for a blank
    one."""
    name = composed(raw)
    if not name:
        raise InvalidName("A name needs at least one character.")
    if len(name) > MAX_CHARACTERS or len(name.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InvalidName(f"A name has at most {MAX_CHARACTERS} characters and {MAX_BYTES} bytes.")
    if not (name.isascii() and name.isprintable()):  # as nearly all names are
        _expect_readable(name)
    if folded(name) in RESERVED:
        raise InvalidName(f"The name {name} is reserved.")
    return name


def _expect_readable(name: str) -> None:
    """Raise ``InvalidName`` for a name with characters that are misleading or cannot be seen."""
    if any(_is_refused(character) for character in name) or has_misplaced(name):
        raise InvalidName("A name must not have control, invisible or direction characters.")
    if name != name.strip(JOINERS) or not any(_is_visible(character) for character in name):
        raise InvalidName("A name must be visible, and neither begin nor end with a joiner.")
    if unicodedata.category(name[0]) in _MARKS or _most_marks(name) > MOST_MARKS:
        raise InvalidName(
            f"A name must not begin with an accent, or have more than {MOST_MARKS} on one letter."
        )


def composed(raw: str) -> str:
    """Return ``raw`` trimmed and in NFC, unless it is far too long for a name: the time that NFC
    takes grows with the square of the combining characters on one base character."""
    name = raw.strip()
    return name if len(name) > _LONGEST_RAW else unicodedata.normalize("NFC", name)


def room_name(raw: str) -> str:
    """Return the room name unchanged. Raises ``InvalidName``."""
    if not ROOM.fullmatch(raw):
        raise InvalidName("A room's name has 1 to 64 of the characters A-Z a-z 0-9 . _ -")
    return raw


def _is_refused(character: str) -> bool:
    return unicodedata.category(character) in _REFUSED_CATEGORIES


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cf", "Zs", "Mn", "Me"}


def _most_marks(name: str) -> int:
    """Return the most marks on one letter; vowels with a place of their own (Mc) do not count."""
    most = count = 0
    for character in unicodedata.normalize("NFD", name):
        count = count + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        most = max(most, count)
    return most
